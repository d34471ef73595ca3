package io.attributable.graph.method;

import io.attributable.AttributionMethod;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tape.rules.rectifier.RectifiedGradient;
import io.attributable.graph.tape.rules.rectifier.RectifierRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;

/** Guided back-propagation and deconvolution: gradients that other rules hand back at ReLUs. */
record RectifiedPlan(AttributionMethod method, RectifiedGradient gradient)
    implements SingleResultPlan {

  @Override
  public Quantity quantity() {
    return new Quantity(method.name());
  }

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public boolean followsDerivatives() {
    return false;
  }

  @Override
  public RuleBook rules(RuleBook general) {
    return general.overriding(RectifierRules.of(general, gradient));
  }

  @Override
  public void checkPaths(TensorInfo tensor, TensorRef output, PassedNodes passed) {
    RectifiedPaths.check(method.name(), tensor, output, passed);
  }

  @Override
  public Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    return Map.of(quantity(), values.differentiated());
  }
}
