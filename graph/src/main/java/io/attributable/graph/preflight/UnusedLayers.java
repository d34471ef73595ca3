package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.plan.AttributionPlan;

/** Speaks up for layers that the output does not depend on. */
public final class UnusedLayers {
  private UnusedLayers() {}

  /**
   * Fails if a plan has a layer of which no tensor is used.
   *
   * @param preflight knows why, and what to do
   * @throws AttributionException UNUSED_LAYER
   */
  public static void refuse(Preflight preflight, AttributionPlan plan) {
    for (AttributionPlan.Layer layer : plan.layers()) {
      if (layer.tensors().stream().noneMatch(AttributionPlan.Tensor::used)) {
        preflight.check(layer.layer(), plan.output());
        throw new AttributionException(
            ErrorCode.INTERNAL,
            "layer \"" + layer.layer().address() + "\" was expected to reach its output");
      }
    }
  }
}
