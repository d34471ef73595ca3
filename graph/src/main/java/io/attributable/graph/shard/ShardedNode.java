package io.attributable.graph.shard;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a node is computed by shards, each of which is a node of the same op.
 *
 * @param axis along which each result of the shards is put together; empty where they are added
 * @param operands what each shard takes
 */
record ShardedNode(OptionalInt axis, List<Operand> operands) {
  /** Copies the list. */
  ShardedNode {
    operands = List.copyOf(operands);
  }

  /** Shards whose results lie along an axis of the whole. */
  static ShardedNode along(int axis, List<Operand> operands) {
    return new ShardedNode(OptionalInt.of(axis), operands);
  }

  /** Shards whose results are summands of the whole. */
  static ShardedNode summed(List<Operand> operands) {
    return new ShardedNode(OptionalInt.empty(), operands);
  }
}
