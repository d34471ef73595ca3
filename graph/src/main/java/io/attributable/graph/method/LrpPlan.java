package io.attributable.graph.method;

import io.attributable.Lrp;
import io.attributable.graph.method.lrp.LrpRules;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/**
 * Layer-wise relevance propagation. The tape carries relevance in place of gradients, from the
 * target's value on; sums over several users of a tensor are right for both.
 */
record LrpPlan(Lrp method) implements MethodPlan {
  static final Quantity RELEVANCE = new Quantity("relevance");

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public RuleBook rules(RuleBook general, DifferentiatedGraph graph) {
    return general.overriding(
        LrpRules.of(method, graph.graph(), graph.output(), graph.functions()));
  }

  @Override
  public TensorRef seed(NodeWriter writer, TensorRef weights, TensorRef output) {
    return writer.mul(weights, output);
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    return Map.of(RELEVANCE, values.differentiated());
  }
}
