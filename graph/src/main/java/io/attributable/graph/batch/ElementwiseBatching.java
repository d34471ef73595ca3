package io.attributable.graph.batch;

import io.attributable.graph.op.ElementwiseOps;
import java.util.OptionalInt;

/** Ops that compute each element of their results from the elements at its place, broadcast. */
final class ElementwiseBatching {
  private ElementwiseBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(ElementwiseBatching::broadcast, ElementwiseOps.all().toArray(new String[0]));
    rules.add(ElementwiseBatching::select, "Select");
    rules.add(node -> BatchedNode.rowsAlong(node.only(0)), "BiasAdd", "FakeQuantWithMinMaxVars");
  }

  /** Axes are matched from the last one, so all examples have to lie along the same from there. */
  private static BatchDependence broadcast(BatchedNode node) {
    OptionalInt common = OptionalInt.empty();
    for (int input = 0; input < node.count(); input++) {
      if (node.isFixed(input)) {
        continue;
      }
      OptionalInt axis = node.rows(input);
      if (axis.isEmpty()) {
        return BatchDependence.MIXED;
      }
      int fromEnd = node.rank(input) - axis.getAsInt();
      if (common.isPresent() && common.getAsInt() != fromEnd) {
        return BatchDependence.MIXED;
      }
      common = OptionalInt.of(fromEnd);
    }
    return common.isPresent()
        ? BatchedNode.rowsAlong(node.outputRank() - common.getAsInt())
        : BatchDependence.MIXED;
  }

  /** A condition of one axis chooses among whole rows, unlike in {@code SelectV2}. */
  private static BatchDependence select(BatchedNode node) {
    boolean alike = node.rank(0) == node.rank(1) || node.rank(0) == 0;
    boolean byRow =
        node.rank(0) == 1
            && (node.isFixed(1) || node.rows(1).equals(OptionalInt.of(0)))
            && (node.isFixed(2) || node.rows(2).equals(OptionalInt.of(0)))
            && node.rows(0).isPresent();
    return byRow ? BatchedNode.rowsAlong(0) : alike ? broadcast(node) : BatchDependence.MIXED;
  }
}
