package io.attributable.graph.served;

import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import java.util.List;
import java.util.Optional;

/**
 * The request for a signature that explains.
 *
 * @param signature the new signature's name
 * @param methods at least one, each once; all are results of the plan
 * @param layers those explained, as far as the output depends on them
 * @param output as it was named; empty where nothing is differentiated
 * @param target how callers give the target
 * @param reduction of each attribution
 * @param smoothing the noise that attributions are smoothed by
 * @param plan computes it, with the model's own variables
 * @param points where the method evaluates the model, if it does so at points
 */
public record ServedRequest(
    String signature,
    List<PlannedMethod> methods,
    List<LayerTensors> layers,
    Optional<String> output,
    TargetKind target,
    Reduction reduction,
    Optional<Smoothing> smoothing,
    AttributionPlan plan,
    Optional<ServedPoints> points) {
  /** Copies the lists. */
  public ServedRequest {
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
  }
}
