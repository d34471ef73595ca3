package io.attributable.graph.served;

import io.attributable.Mode;
import io.attributable.Reduction;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.TargetKind;
import java.util.List;

/**
 * What a signature that explains is to give.
 *
 * @param signature the name it shall have
 * @param modes at least one, each once
 * @param target what callers say of the target
 * @param reduction what the plan makes of each attribution
 * @param plan how it is computed, with the model's own variables
 */
public record ServedRequest(
    String signature,
    List<Mode> modes,
    TargetKind target,
    Reduction reduction,
    AttributionPlan plan) {
  /** Copies the list. */
  public ServedRequest {
    modes = List.copyOf(modes);
  }
}
