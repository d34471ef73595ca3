package io.attributable.graph.shard;

/** What a shard of a node takes of one of the node's inputs. */
sealed interface Operand {
  /** The input as it is. */
  Operand WHOLE = new Whole();

  /** The input as it is. */
  record Whole() implements Operand {}

  /** The shard's part of it along an axis. */
  record Part(int axis) implements Operand {}

  /** In place of a vector of sizes, those of the shard's result. */
  record Sizes() implements Operand {}
}
