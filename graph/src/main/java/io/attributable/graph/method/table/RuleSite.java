package io.attributable.graph.method.table;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import java.util.Optional;

/**
 * A node that is to get a rule.
 *
 * @param graph what it is part of
 * @param node the node
 * @param general the rule by which gradients pass it, if there is one
 */
public record RuleSite(FlatGraph graph, FlatNode node, Optional<GradientRule> general) {

  /**
   * The gradients of the node's inputs.
   *
   * @throws NoGradientException if it has none
   */
  public Map<Integer, TensorRef> gradient(RuleContext context) {
    return general.orElseThrow(() -> new NoGradientException(node)).gradient(context);
  }

  /** A rule of a name, which lets the same inputs influence the outputs as gradients do. */
  public GradientRule rule(String name, GradientRule rule) {
    return new NamedRule(name, rule, general);
  }
}
