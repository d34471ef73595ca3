package io.attributable.graph.shard;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.shard.ShardableNode.Input;
import java.util.Collections;
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
    rules.add(node -> reshape(node, Operand.WHOLE), "ExpandDims");
    rules.add(ArrangementSharding::squeeze, "Squeeze");
    rules.add(ArrangementSharding::transpose, "Transpose");
    rules.add(node -> stretch(node, new Operand.Sizes()), "BroadcastTo");
    rules.add(node -> stretch(node, Operand.WHOLE), "Tile");
    rules.add(ArrangementSharding::concat, "ConcatV2");
    rules.add(node -> split(node, 1, 0), "Split");
    rules.add(node -> split(node, 0, 2), "SplitV");
    rules.add(ArrangementSharding::unpack, "Unpack");
    rules.add(ArrangementSharding::pack, "Pack");
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

  /** Without axes it would remove that of a shard of one element. */
  private static Optional<ShardedNode> squeeze(ShardableNode node) {
    boolean longer =
        node.axis(0).isPresent()
            && node.input(0).size(node.axis(0).getAsInt()) >= 2L * node.limits().shards();
    return longer ? reshape(node, Operand.WHOLE) : Optional.empty();
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

  /** Along another axis. */
  private static Optional<ShardedNode> split(ShardableNode node, int value, int at) {
    OptionalInt axis = node.axis(value);
    OptionalInt cut = node.constantAxis(at, node.outputRank());
    return axis.isPresent() && cut.isPresent() && !cut.equals(axis)
        ? Optional.of(
            ShardedNode.along(
                axis.getAsInt(), only(node, value, new Operand.Part(axis.getAsInt()))))
        : Optional.empty();
  }

  private static List<Operand> only(ShardableNode node, int value, Operand part) {
    return IntStream.range(0, node.inputs().size())
        .mapToObj(i -> i == value ? part : Operand.WHOLE)
        .toList();
  }

  private static Optional<ShardedNode> unpack(ShardableNode node) {
    int rank = node.input(0).rank();
    int removed =
        ShardableNode.positive((int) OptionalAttributes.number(node.node(), "axis"), rank);
    if (node.axis(0).isEmpty() || node.axis(0).getAsInt() == removed) {
      return Optional.empty();
    }
    int axis = node.axis(0).getAsInt();
    return node.likeFirst(axis - (removed < axis ? 1 : 0));
  }

  /** Of what lies along the same axis in all, or is cut along it. */
  private static Optional<ShardedNode> pack(ShardableNode node) {
    int added =
        ShardableNode.positive(
            (int) OptionalAttributes.number(node.node(), "axis"), node.outputRank());
    return node.inputs().stream()
        .filter(Input::isSharded)
        .findFirst()
        .map(input -> input.axis().getAsInt())
        .map(
            axis ->
                ShardedNode.along(
                    axis + (added <= axis ? 1 : 0),
                    Collections.nCopies(node.inputs().size(), new Operand.Part(axis))));
  }
}
