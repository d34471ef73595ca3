package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Sums and their like, along axes other than that of the examples. */
final class ReductionBatching {
  private ReductionBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(
        ReductionBatching::reduce,
        "Sum",
        "Mean",
        "Max",
        "Min",
        "Prod",
        "All",
        "Any",
        "EuclideanNorm");
    rules.add(ReductionBatching::extreme, "ArgMax", "ArgMin");
    rules.add(ReductionBatching::alongLast, "Softmax", "LogSoftmax", "TopK", "TopKV2");
    rules.add(ReductionBatching::running, "Cumsum", "Cumprod", "CumulativeLogsumexp");
  }

  private static BatchDependence reduce(BatchedNode node) {
    OptionalInt rows = node.only(0);
    Optional<int[]> axes = node.integers(1);
    if (rows.isEmpty() || axes.isEmpty()) {
      return BatchDependence.MIXED;
    }
    int[] reduced =
        IntStream.of(axes.get())
            .map(axis -> BatchedNode.positive(axis, node.rank(0)))
            .distinct()
            .toArray();
    if (IntStream.of(reduced).anyMatch(axis -> axis == rows.getAsInt())) {
      return BatchDependence.MIXED;
    }
    long before = IntStream.of(reduced).filter(axis -> axis < rows.getAsInt()).count();
    boolean kept = OptionalAttributes.flag(node.node(), "keep_dims");
    return BatchedNode.rowsAlong(kept ? rows.getAsInt() : (int) (rows.getAsInt() - before));
  }

  private static BatchDependence extreme(BatchedNode node) {
    OptionalInt axis = node.axis(1, node.rank(0));
    return axis.isPresent()
        ? BatchedNode.rowsWithout(node.only(0), axis.getAsInt())
        : BatchDependence.MIXED;
  }

  private static BatchDependence alongLast(BatchedNode node) {
    return BatchedNode.rowsBefore(node.only(0), node.rank(0) - 1);
  }

  private static BatchDependence running(BatchedNode node) {
    return BatchedNode.rowsBeside(node.only(0), node.axis(1, node.rank(0)));
  }
}
