package io.attributable.graph.batch;

/**
 * Says how an op's results depend on the examples, given how its inputs do: what JAX calls a
 * batching rule. Asked only where an input depends on them in a known way, and no input in an
 * unknown one. Shapes are static; the result is held against them, so that a rule needs not.
 */
@FunctionalInterface
interface BatchingRule {
  /** How all outputs do; {@link BatchDependence#MIXED} where that is not known. */
  BatchDependence of(BatchedNode node);

  /** Where families of rules put them. */
  interface Table {
    /** Has a rule for some ops, each of which has one only. */
    void add(BatchingRule rule, String... ops);
  }
}
