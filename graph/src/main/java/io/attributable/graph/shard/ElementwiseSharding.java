package io.attributable.graph.shard;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.op.ElementwiseOps;
import io.attributable.graph.shard.ShardableNode.Input;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ops that compute each element from the elements at its place: any axis will do. */
final class ElementwiseSharding {
  /** Attributes of these tell the shape of the whole. */
  private static final Set<String> OF_STATED_SHAPE = Set.of("EnsureShape", "AccumulateNV2");

  private ElementwiseSharding() {}

  static void addTo(ShardingRule.Table rules) {
    rules.add(
        ElementwiseSharding::broadcast,
        ElementwiseOps.all().stream()
            .filter(op -> !OF_STATED_SHAPE.contains(op))
            .toArray(String[]::new));
    rules.add(ElementwiseSharding::broadcast, "_MklSwish");
    rules.add(ElementwiseSharding::select, "Select");
    rules.add(ElementwiseSharding::bias, "BiasAdd");
  }

  /** Along the axis of the largest input that is there in shards. */
  private static Optional<ShardedNode> broadcast(ShardableNode node) {
    return node.inputs().stream()
        .filter(Input::isSharded)
        .max(Comparator.comparingLong(input -> input.shape().size()))
        .map(largest -> largest.rank() - largest.axis().getAsInt())
        .filter(fromEnd -> isWhole(node, fromEnd))
        .map(fromEnd -> along(node, fromEnd));
  }

  /** Whether an axis is as long in the result as in the inputs, but for those that lack it. */
  private static boolean isWhole(ShardableNode node, int fromEnd) {
    long size = node.output().get(node.outputRank() - fromEnd);
    return node.inputs().stream()
        .allMatch(input -> lacks(input, fromEnd) || input.size(input.rank() - fromEnd) == size);
  }

  private static boolean lacks(Input input, int fromEnd) {
    return input.rank() < fromEnd || input.size(input.rank() - fromEnd) == 1;
  }

  private static ShardedNode along(ShardableNode node, int fromEnd) {
    List<Operand> operands =
        node.inputs().stream()
            .map(
                input ->
                    lacks(input, fromEnd)
                        ? Operand.WHOLE
                        : new Operand.Part(input.rank() - fromEnd))
            .toList();
    return ShardedNode.along(node.outputRank() - fromEnd, operands);
  }

  /** A condition of one axis chooses among whole rows, unlike in {@code SelectV2}. */
  private static Optional<ShardedNode> select(ShardableNode node) {
    int rank = node.input(0).rank();
    return rank == 0 || rank == node.outputRank() ? broadcast(node) : Optional.empty();
  }

  private static Optional<ShardedNode> bias(ShardableNode node) {
    boolean second = OptionalAttributes.text(node.node(), "data_format").equals("NCHW");
    int channels = second ? 1 : node.outputRank() - 1;
    return node.axis(0).isPresent() && node.axis(0).getAsInt() != channels
        ? node.likeFirst(node.axis(0).getAsInt())
        : Optional.empty();
  }
}
