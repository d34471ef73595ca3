package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.cli.request.Request;
import io.attributable.cli.request.RequestEntry;
import io.attributable.cli.request.RequestsFile;
import io.attributable.evaluation.Evaluation;
import io.attributable.inputs.ReadInputs;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Calls;
import io.attributable.tensorflow.LayerAttribution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Evaluates the requests of a file. */
record ModelEvaluation(
    AttributableModel model, InputSettings settings, Evaluation evaluation, Progress progress) {
  private static final String INPUT = "input:";

  /** All of them, or those that are finished in time. */
  void all(RequestsFile requests, Optional<Duration> limit) {
    AtomicInteger finished = new AtomicInteger();
    Runnable work =
        () ->
            requests.forEach(
                entry -> {
                  one(entry);
                  finished.incrementAndGet();
                });
    try {
      limit.ifPresentOrElse(
          most ->
              Calls.withTimeout(
                  most,
                  () -> {
                    work.run();
                    return most;
                  }),
          work);
    } catch (AttributionException e) {
      if (e.code() != ErrorCode.DEADLINE_EXCEEDED) {
        throw e;
      }
      tellOthers(requests, finished.get());
    }
  }

  /** Each request that was not finished, so that nobody has to count them. */
  private void tellOthers(RequestsFile requests, int finished) {
    AtomicInteger place = new AtomicInteger();
    requests.forEach(
        entry -> {
          if (place.getAndIncrement() >= finished) {
            evaluation.failed(entry.id(), "--time-limit was over");
          }
        });
  }

  private void one(RequestEntry entry) {
    AttributionRequest request;
    try {
      request = request(entry.id(), entry.request());
    } catch (AttributionException e) {
      if (e.code() == ErrorCode.DEADLINE_EXCEEDED) {
        throw e;
      }
      evaluation.failed(entry.id(), String.valueOf(e.getMessage()));
      for (int i = 0; i < evaluation.steps(); i++) {
        progress.step();
      }
      return;
    }
    evaluation.add(entry.id(), request, progress::step);
  }

  private AttributionRequest request(String id, Request request) {
    if (request.targets().isPresent()) {
      throw new AttributionException(
          ErrorCode.BAD_REQUEST,
          "\"" + id + "\"",
          "it has \"targets\", and evaluate measures explanations of one \"target\"");
    }
    SignatureDescription signature =
        request.signature().map(model::signature).orElseGet(model::defaultSignature);
    ReadInputs read = settings.read(signature, request.inputs(), request.preprocess());
    List<String> inputs =
        request.layers().stream().filter(layer -> layer.startsWith(INPUT)).toList();
    LayerAttribution attribution =
        RequestedAttribution.of(
            model, signature.name(), request.about(inputs, false, request.output()));
    read.arrays().forEach((input, values) -> attribution.input(input, values));
    return attribution.request();
  }
}
