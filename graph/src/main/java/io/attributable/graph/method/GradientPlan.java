package io.attributable.graph.method;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/** Gradient × activation, and the gradient alone: both modes of one plan. */
record GradientPlan() implements MethodPlan {

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    TensorRef gradient = values.differentiated();
    return Map.of(
        Quantity.GRADIENT,
        gradient,
        Quantity.GRADIENT_X_ACTIVATION,
        writer.mul(gradient, values.activation()));
  }
}
