package io.attributable.graph.shard;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sums and their like. A sum along the axis of the shards is the sum of theirs. */
final class ReductionSharding {
  private ReductionSharding() {}

  static void addTo(ShardingRule.Table rules) {
    rules.add(
        ReductionSharding::reduce,
        "Sum",
        "Mean",
        "Max",
        "Min",
        "Prod",
        "All",
        "Any",
        "EuclideanNorm");
    rules.add(ReductionSharding::alongLast, "Softmax", "LogSoftmax");
  }

  private static Optional<ShardedNode> reduce(ShardableNode node) {
    Optional<int[]> axes = node.input(1).integers();
    if (node.axis(0).isEmpty() || axes.isEmpty()) {
      return Optional.empty();
    }
    int axis = node.axis(0).getAsInt();
    int rank = node.input(0).rank();
    int[] reduced =
        IntStream.of(axes.get())
            .map(each -> ShardableNode.positive(each, rank))
            .distinct()
            .toArray();
    if (IntStream.of(reduced).anyMatch(each -> each == axis)) {
      return node.node().op().equals("Sum")
          ? Optional.of(ShardedNode.summed(List.of(new Operand.Part(axis), Operand.WHOLE)))
          : Optional.empty();
    }
    boolean kept = OptionalAttributes.flag(node.node(), "keep_dims");
    long before = IntStream.of(reduced).filter(each -> each < axis).count();
    return node.likeFirst(kept ? axis : (int) (axis - before));
  }

  private static Optional<ShardedNode> alongLast(ShardableNode node) {
    return node.axis(0).isPresent() && node.axis(0).getAsInt() < node.outputRank() - 1
        ? node.likeFirst(node.axis(0).getAsInt())
        : Optional.empty();
  }
}
