package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.OptionalInt;

/** Products of matrices and tensors. */
final class ProductBatching {
  private ProductBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(ProductBatching::matrices, "MatMul");
    rules.add(ProductBatching::stacked, "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3");
    rules.add(EinsumBatching::of, "Einsum");
  }

  private static BatchDependence matrices(BatchedNode node) {
    int lines = OptionalAttributes.flag(node.node(), "transpose_a") ? 1 : 0;
    return node.only(0).equals(OptionalInt.of(lines))
        ? BatchedNode.rowsAlong(0)
        : BatchDependence.MIXED;
  }

  /** The last two axes are those of matrices; the others are broadcast. */
  private static BatchDependence stacked(BatchedNode node) {
    OptionalInt one = fromEnd(node, 0);
    OptionalInt other = fromEnd(node, 1);
    boolean alike = one.equals(other) || node.isFixed(0) || node.isFixed(1);
    OptionalInt common = one.isPresent() ? one : other;
    if (!alike || common.isEmpty()) {
      return BatchDependence.MIXED;
    }
    boolean lines =
        common.getAsInt() == 2
            && node.isFixed(1)
            && !OptionalAttributes.flag(node.node(), "adj_x")
            && one.isPresent();
    return common.getAsInt() > 2 || lines
        ? BatchedNode.rowsAlong(node.outputRank() - common.getAsInt())
        : BatchDependence.MIXED;
  }

  private static OptionalInt fromEnd(BatchedNode node, int input) {
    OptionalInt axis = node.rows(input);
    return axis.isPresent()
        ? OptionalInt.of(node.rank(input) - axis.getAsInt())
        : OptionalInt.empty();
  }
}
