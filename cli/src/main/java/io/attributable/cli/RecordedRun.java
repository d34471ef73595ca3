package io.attributable.cli;

import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.cli.request.TargetSelection;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.tensorflow.LayerAttribution;
import java.util.Map;
import java.util.Optional;

/**
 * Runs requests, and has each recorded where that is wanted.
 *
 * @param recorder empty for no records
 * @param fields of each record, beside the request's id
 */
record RecordedRun(Optional<ExplanationRecorder> recorder, CallerFields fields) {
  /** The field of the request's id. */
  static final String ID = "id";

  /** Without records. */
  static final RecordedRun NONE = new RecordedRun(Optional.empty(), CallerFields.none());

  Attributions attribute(String id, LayerAttribution request) {
    return recorder.isEmpty()
        ? request.attribute()
        : recorder.get().attribute(request, fields.and(ID, id)).result();
  }

  Map<Target, Attributions> attribute(
      String id, LayerAttribution request, TargetSelection targets) {
    if (recorder.isEmpty()) {
      return targets.all()
          ? request.attributeAllTargets()
          : request.attributeTargets(targets.named());
    }
    ExplanationRecorder to = recorder.get();
    CallerFields all = fields.and(ID, id);
    return targets.all()
        ? to.attributeAllTargets(request.request(), all).result()
        : to.attributeTargets(request.request(), targets.named(), all).result();
  }
}
