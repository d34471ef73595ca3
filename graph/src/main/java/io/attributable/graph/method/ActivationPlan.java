package io.attributable.graph.method;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/** A layer's tensor as it is. */
record ActivationPlan() implements MethodPlan {

  @Override
  public boolean differentiates() {
    return false;
  }

  /** A node of its own, as what is fed cannot be fetched. */
  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    return Map.of(Quantity.ACTIVATION, writer.unary("Identity", values.activation()));
  }
}
