package io.attributable.graph.served;

import io.attributable.Reduction;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import java.util.List;
import java.util.Optional;

/**
 * What a signature that explains is to give.
 *
 * @param signature the name it shall have
 * @param methods at least one, each once; all are results of the plan
 * @param layers what is attributed, as far as the output depends on it
 * @param output as it was named; empty where nothing is differentiated
 * @param target what callers say of the target
 * @param reduction what the plan makes of each attribution
 * @param plan how it is computed, with the model's own variables
 */
public record ServedRequest(
    String signature,
    List<PlannedMethod> methods,
    List<LayerTensors> layers,
    Optional<String> output,
    TargetKind target,
    Reduction reduction,
    AttributionPlan plan) {
  /** Copies the lists. */
  public ServedRequest {
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
  }
}
