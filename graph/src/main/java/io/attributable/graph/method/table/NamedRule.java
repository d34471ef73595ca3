package io.attributable.graph.method.table;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.FunctionDependence;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule in place of a gradient, with a name and the gradient's knowledge of what depends on what.
 */
record NamedRule(String name, GradientRule rule, Optional<GradientRule> general)
    implements GradientRule {

  @Override
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    return rule.gradient(context);
  }

  @Override
  public List<BitSet> dependence(FlatGraph graph, FlatNode node, FunctionDependence functions) {
    return general
        .map(gradient -> gradient.dependence(graph, node, functions))
        .orElseGet(() -> GradientRule.everyOutputOnEveryInput(node));
  }
}
