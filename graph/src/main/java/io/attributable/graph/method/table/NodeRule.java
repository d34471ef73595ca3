package io.attributable.graph.method.table;

import io.attributable.graph.tape.GradientRule;

/** Chooses the rule for a node. Safe for any number of threads. */
@FunctionalInterface
public interface NodeRule {
  /** The rule for a node, mostly made by {@link RuleSite#rule}. */
  GradientRule of(RuleSite site);
}
