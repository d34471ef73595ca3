package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import java.util.Locale;

/** Speaks up for layers that the output does not depend on. */
public final class UnusedLayers {
  private UnusedLayers() {}

  /**
   * Fails if a plan has a layer of which no tensor is used, or only some are.
   *
   * @throws AttributionException UNUSED_LAYER
   */
  public static void refuse(FlatGraph graph, AttributionPlan plan) {
    for (AttributionPlan.Layer layer : plan.layers()) {
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        if (!tensor.used()) {
          throw unused(graph, plan, layer, tensor);
        }
      }
    }
  }

  private static AttributionException unused(
      FlatGraph graph,
      AttributionPlan plan,
      AttributionPlan.Layer layer,
      AttributionPlan.Tensor tensor) {
    String reason =
        Paths.blockade(graph, layer.layer(), plan.output().tensor())
            .map(
                node ->
                    ": op "
                        + node.op()
                        + " of node \""
                        + node.scopedName()
                        + "\" lies between them and passes no gradient")
            .orElse("");
    return new AttributionException(
        ErrorCode.UNUSED_LAYER,
        layer.layer().address(),
        layer.layer().port().name().toLowerCase(Locale.ROOT),
        tensor.info().name(),
        plan.output().name(),
        reason);
  }
}
