package io.attributable.cli;

import io.attributable.Attributions;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.reply.ReplyNames;
import io.attributable.cli.request.Request;
import io.attributable.inputs.ReadInputs;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers requests with a loaded model, which keeps its plans from one request to the next. */
final class ModelExplainer implements Explainer {
  private final AttributableModel model;
  private final InputSettings inputs;
  private final Wording wording;
  private final RecordedRun run;

  /**
   * Answers requests.
   *
   * @param inputs how their inputs are read
   * @param wording how they were written, and replies will be
   * @param run runs them
   */
  ModelExplainer(AttributableModel model, InputSettings inputs, Wording wording, RecordedRun run) {
    this.model = model;
    this.inputs = inputs;
    this.wording = wording;
    this.run = run;
  }

  @Override
  public Reply explain(String id, Request request) {
    SignatureDescription signature =
        request.signature().map(model::signature).orElseGet(model::defaultSignature);
    LayerAttribution attribution = RequestedAttribution.of(model, signature.name(), request);
    ReadInputs read = read(signature, request);
    RequestedAttribution.fed(attribution, request, read);
    return request
        .targets()
        .map(
            targets ->
                severalTargets(
                    id, request, run.attribute(id, attribution, targets), attribution, read))
        .orElseGet(() -> oneTarget(id, request, attribution, read));
  }

  private ReadInputs read(SignatureDescription signature, Request request) {
    ReadInputs read = inputs.read(signature, request.inputs(), request.preprocess());
    List<String> notes = new ArrayList<>(read.notes());
    KeptFeatures.note(request, signature, read.views()).ifPresent(notes::add);
    return new ReadInputs(read.arrays(), read.views(), notes);
  }

  private Reply oneTarget(
      String id, Request request, LayerAttribution attribution, ReadInputs read) {
    Attributions explained = run.attribute(id, attribution);
    return new Reply.Explained(
        id,
        explained,
        request.reasons().map(wanted -> WrittenValues.told(wanted.of(explained), read)),
        attribution.notes(),
        wording,
        names(request, read));
  }

  private Reply severalTargets(
      String id,
      Request request,
      Map<Target, Attributions> explained,
      LayerAttribution attribution,
      ReadInputs read) {
    Map<Target, Reasons> reasons = new LinkedHashMap<>();
    request
        .reasons()
        .ifPresent(
            wanted ->
                explained.forEach(
                    (target, one) ->
                        reasons.put(target, WrittenValues.told(wanted.of(one), read))));
    return new Reply.ExplainedTargets(
        id, explained, reasons, attribution.notes(), wording, names(request, read));
  }

  private static ReplyNames names(Request request, ReadInputs read) {
    return new ReplyNames(request.classes().names(), request.target(), read.notes());
  }
}
