package io.attributable.graph.shard;

import io.attributable.graph.shard.ShardableNode.Input;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** Ops that put elements elsewhere, as long as the axis of the shards stays what it is. */
final class ArrangementSharding {
  private ArrangementSharding() {}

  static void addTo(ShardingRule.Table rules) {
    rules.add(node -> reshape(node, new Operand.Sizes()), "Reshape");
    rules.add(node -> reshape(node, Operand.WHOLE), "ExpandDims", "Squeeze");
    rules.add(ArrangementSharding::transpose, "Transpose");
    rules.add(node -> stretch(node, new Operand.Sizes()), "BroadcastTo");
    rules.add(node -> stretch(node, Operand.WHOLE), "Tile");
    rules.add(ArrangementSharding::concat, "ConcatV2");
  }

  /** An axis stays what it is if as many elements lie before it. */
  private static Optional<ShardedNode> reshape(ShardableNode node, Operand sizes) {
    if (node.axis(0).isEmpty()) {
      return Optional.empty();
    }
    Input input = node.input(0);
    int axis = node.axis(0).getAsInt();
    long before = before(input.shape(), axis);
    OptionalInt same =
        IntStream.range(0, node.outputRank())
            .filter(
                other ->
                    node.output().get(other) == input.size(axis)
                        && before(node.output(), other) == before)
            .findFirst();
    return same.isPresent() ? node.likeFirst(same.getAsInt(), sizes) : Optional.empty();
  }

  private static long before(Shape shape, int axis) {
    return IntStream.range(0, axis).mapToLong(shape::get).reduce(1, (a, b) -> a * b);
  }

  private static Optional<ShardedNode> transpose(ShardableNode node) {
    Optional<int[]> order = node.input(1).integers();
    if (node.axis(0).isEmpty() || order.isEmpty()) {
      return Optional.empty();
    }
    int axis = node.axis(0).getAsInt();
    int rank = order.get().length;
    return IntStream.range(0, rank)
        .filter(to -> ShardableNode.positive(order.get()[to], rank) == axis)
        .boxed()
        .findFirst()
        .flatMap(to -> node.likeFirst(to));
  }

  /** Other axes are repeated. */
  private static Optional<ShardedNode> stretch(ShardableNode node, Operand sizes) {
    if (node.axis(0).isEmpty()) {
      return Optional.empty();
    }
    Input input = node.input(0);
    int axis = node.axis(0).getAsInt();
    int to = axis + node.outputRank() - input.rank();
    return node.output().get(to) == input.size(axis) ? node.likeFirst(to, sizes) : Optional.empty();
  }

  /** Along another axis. */
  private static Optional<ShardedNode> concat(ShardableNode node) {
    int values = node.inputs().size() - 1;
    OptionalInt joined = node.constantAxis(values, node.outputRank());
    OptionalInt axis =
        IntStream.range(0, values)
            .mapToObj(node::axis)
            .filter(OptionalInt::isPresent)
            .findFirst()
            .orElse(OptionalInt.empty());
    if (joined.isEmpty() || axis.isEmpty() || joined.equals(axis)) {
      return Optional.empty();
    }
    List<Operand> operands =
        IntStream.rangeClosed(0, values)
            .mapToObj(i -> i < values ? new Operand.Part(axis.getAsInt()) : Operand.WHOLE)
            .toList();
    return Optional.of(ShardedNode.along(axis.getAsInt(), operands));
  }
}
