package io.attributable.tensorflow.internal.served;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Smoothing;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.served.ServedExplanation;
import io.attributable.graph.served.ServedLayer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Finds a signature that explains, and checks requests against its description. */
final class ServedMatch {
  private final SavedModelFile file;
  private final ServedExplanation explanation;

  /**
   * Looks for the description of a signature.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, NOT_SERVED
   */
  ServedMatch(SavedModelFile file, String signature) {
    this.file = file;
    this.explanation =
        ServedExplanation.read(file.metaGraph(), file.signature(signature).name())
            .orElseThrow(
                () ->
                    new AttributionException(
                        ErrorCode.NOT_SERVED,
                        signature,
                        file.name(),
                        "nothing in the model says that it explains, or a version of this library"
                            + " wrote it that is newer",
                        "Export the model again."));
  }

  ServedExplanation explanation() {
    return explanation;
  }

  /**
   * Refuses requests that the signature cannot answer.
   *
   * @param signature the request's signature
   * @param output the request's output
   * @throws AttributionException NOT_SERVED, with what it can answer
   */
  void check(AttributionRequest request, String signature, Optional<String> output) {
    require("it explains signature", explanation.explained(), signature);
    explanation
        .output()
        .ifPresent(explained -> require("it explains output", explained, output.orElse(explained)));
    require("its target is", explanation.target().name(), TargetKind.of(request.target()).name());
    require("it reduces by", explanation.reduction(), request.reduction().toString());
    if (!explanation.methods().contains(request.method())) {
      throw refused("it has method " + explanation.methods() + ", not " + request.method());
    }
    require("its noise is", noise(explanation.smoothing()), noise(request.smoothing()));
    if (request.gradientWeights().isPresent()) {
      throw refused("it takes no gradient weights");
    }
    request.layers().forEach(this::layer);
  }

  /**
   * What it gives of a layer.
   *
   * @throws AttributionException NOT_SERVED
   */
  ServedLayer layer(LayerPort wanted) {
    return explanation.layers().stream()
        .filter(layer -> layer.address().equals(wanted.layer()) && layer.port() == wanted.port())
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    explanation.layers().stream()
                        .map(layer -> '"' + layer.address() + "\" (" + layer.port() + ')')
                        .collect(
                            Collectors.joining(
                                ", ",
                                "it explains ",
                                ", not \"" + wanted.layer() + "\" (" + wanted.port() + ')'))));
  }

  /**
   * Refuses NaN results, which the signature returns where a target is out of range.
   *
   * @throws AttributionException NOT_SERVED
   */
  void requireNumbers(AttributionRequest request, Attributions results) {
    for (Attribution layer : results) {
      for (AttributedTensor tensor : layer.tensors()) {
        OptionalLong example = NanExamples.first(tensor);
        if (example.isPresent()) {
          throw refused(
              "for example "
                  + example.getAsLong()
                  + " it has no number: target "
                  + request.target()
                  + " is out of range there, or the model itself computes NaN");
        }
      }
    }
  }

  /** The failure of a request that the signature was not written for. */
  AttributionException refused(String reason) {
    return new AttributionException(
        ErrorCode.NOT_SERVED,
        explanation.signature(),
        file.name(),
        reason,
        "Ask for that, export the model for what you need, or load it without"
            + " ModelOptions.servedBy.");
  }

  private static String noise(Optional<Smoothing> smoothing) {
    return smoothing.map(Smoothing::toString).orElse("none");
  }

  private void require(String what, String served, String wanted) {
    if (!served.equals(wanted)) {
      throw refused(what + " " + served + ", not " + wanted);
    }
  }
}
