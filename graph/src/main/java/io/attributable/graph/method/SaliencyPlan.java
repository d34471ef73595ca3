package io.attributable.graph.method;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/** The size of the gradient. */
record SaliencyPlan() implements SingleResultPlan {

  @Override
  public Quantity quantity() {
    return new Quantity("saliency");
  }

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    return Map.of(quantity(), writer.unary("Abs", values.differentiated()));
  }
}
