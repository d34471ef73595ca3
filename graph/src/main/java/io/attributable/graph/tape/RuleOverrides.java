package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.Optional;

/** Rules that go before all others, chosen for each node by what lies around it. */
@FunctionalInterface
public interface RuleOverrides {
  /**
   * The rule for a node; empty leaves it to the others.
   *
   * @param graph that the node is part of
   * @param general the rule that the node has otherwise, if there is one
   */
  Optional<GradientRule> find(FlatGraph graph, FlatNode node, Optional<GradientRule> general);
}
