package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.OptionalInt;

/** Ops that pick elements by index or by key. */
final class SelectionBatching {
  private static final OptionalInt FIRST = OptionalInt.of(0);

  private SelectionBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(SelectionBatching::gather, "GatherV2", "Gather");
    rules.add(SelectionBatching::embed, "ResourceGather");
    rules.add(SelectionBatching::gatherTuples, "GatherNd", "ResourceGatherNd");
    rules.add(node -> BatchedNode.rowsAlong(node.only(1)), "LookupTableFind", "LookupTableFindV2");
    rules.add(SelectionBatching::oneHot, "OneHot");
    rules.add(StridedSliceBatching::of, "StridedSlice");
  }

  private static BatchDependence gather(BatchedNode node) {
    int shared = (int) OptionalAttributes.number(node.node(), "batch_dims");
    OptionalInt axis = node.count() < 3 ? FIRST : node.axis(2, node.rank(0));
    if (axis.isEmpty()) {
      return BatchDependence.MIXED;
    }
    int from = BatchedNode.positive(shared, node.rank(1));
    if (from > 0) {
      boolean bothFirst = node.rows(0).equals(FIRST) && node.rows(1).equals(FIRST);
      return bothFirst ? BatchedNode.rowsAlong(0) : BatchDependence.MIXED;
    }
    if (node.isFixed(0) && node.rows(1).isPresent()) {
      return BatchedNode.rowsAlong(axis.getAsInt() + node.rows(1).getAsInt());
    }
    OptionalInt rows = node.rows(0);
    if (rows.isEmpty() || !node.isFixed(1) || rows.equals(axis)) {
      return BatchDependence.MIXED;
    }
    boolean before = rows.getAsInt() < axis.getAsInt();
    return BatchedNode.rowsAlong(rows.getAsInt() + (before ? 0 : node.rank(1) - 1));
  }

  private static BatchDependence embed(BatchedNode node) {
    return OptionalAttributes.number(node.node(), "batch_dims") == 0
        ? BatchedNode.rowsAlong(node.only(1))
        : BatchDependence.MIXED;
  }

  /** The last axis of the indices is that of a tuple. */
  private static BatchDependence gatherTuples(BatchedNode node) {
    return BatchedNode.rowsBefore(node.only(1), node.rank(1) - 1);
  }

  private static BatchDependence oneHot(BatchedNode node) {
    int axis =
        BatchedNode.positive(
            (int) OptionalAttributes.number(node.node(), "axis"), node.outputRank());
    return BatchedNode.rowsWith(node.only(0), axis);
  }
}
