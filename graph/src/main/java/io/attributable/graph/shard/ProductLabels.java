package io.attributable.graph.shard;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.op.EinsumLabels;
import io.attributable.graph.op.OpTrait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A product in Einstein's notation: axes with one label are of one size, and run together.
 *
 * @param operands by operand and axis
 * @param result by axis
 * @param sizes by label
 */
record ProductLabels(List<List<Integer>> operands, List<Integer> result, Map<Integer, Long> sizes) {
  private static final int ROW = 0;
  private static final int COLUMN = 1;
  private static final int CONTRACTED = 2;
  private static final int FIRST_STACK = 3;

  /** Of these on there is one for each axis that is broadcast. */
  private static final int FIRST_BROADCAST = 1 << 20;

  /** Empty of nodes that are no product of two tensors, and of those with a diagonal. */
  static Optional<ProductLabels> of(ShardableNode node) {
    return switch (node.node().op()) {
      case "Einsum" ->
          node.inputs().size() == 2
              ? EinsumLabels.of(node.node().attribute("equation"))
                  .flatMap(labels -> einsum(node, labels))
              : Optional.empty();
      case "MatMul" -> matrices(node, "transpose_a", "transpose_b");
      default ->
          OpTrait.BATCH_PRODUCT.is(node.node().op())
              ? matrices(node, "adj_x", "adj_y")
              : Optional.empty();
    };
  }

  private static Optional<ProductLabels> einsum(ShardableNode node, EinsumLabels labels) {
    return sized(
        node,
        List.of(labels.operand(0, node.input(0).rank()), labels.operand(1, node.input(1).rank())),
        labels.result(node.outputRank()));
  }

  private static Optional<ProductLabels> matrices(ShardableNode node, String left, String right) {
    List<Integer> result = stack(node.output(), node.output());
    result.addAll(List.of(ROW, COLUMN));
    List<Integer> one = stack(node.input(0).shape(), node.output());
    one.addAll(matrix(ROW, CONTRACTED, isFlagged(node.node(), left)));
    List<Integer> other = stack(node.input(1).shape(), node.output());
    other.addAll(matrix(CONTRACTED, COLUMN, isFlagged(node.node(), right)));
    return sized(node, List.of(one, other), result);
  }

  private static boolean isFlagged(FlatNode node, String attribute) {
    return OptionalAttributes.flag(node, attribute);
  }

  private static List<Integer> matrix(int rows, int columns, boolean transposed) {
    return transposed ? List.of(columns, rows) : List.of(rows, columns);
  }

  /** The axes before the last two, which are matched from the end. */
  private static List<Integer> stack(Shape shape, Shape result) {
    List<Integer> labels = new ArrayList<>();
    for (int axis = 0; axis < shape.numDimensions() - 2; axis++) {
      int fromEnd = shape.numDimensions() - axis;
      boolean same = shape.get(axis) == result.get(result.numDimensions() - fromEnd);
      labels.add(same ? FIRST_STACK + fromEnd : FIRST_BROADCAST + fromEnd);
    }
    return labels;
  }

  private static Optional<ProductLabels> sized(
      ShardableNode node, List<List<Integer>> operands, List<Integer> result) {
    Map<Integer, Long> sizes = new HashMap<>();
    boolean fits = areSized(result, node.output(), sizes);
    for (int i = 0; i < operands.size(); i++) {
      fits = fits && areSized(operands.get(i), node.input(i).shape(), sizes);
    }
    return fits ? Optional.of(new ProductLabels(operands, result, sizes)) : Optional.empty();
  }

  /** Whether each label stands once, for one size. */
  private static boolean areSized(List<Integer> labels, Shape shape, Map<Integer, Long> sizes) {
    return labels.size() == shape.numDimensions()
        && labels.stream().distinct().count() == labels.size()
        && IntStream.range(0, labels.size())
            .allMatch(
                axis -> {
                  Long known = sizes.putIfAbsent(labels.get(axis), shape.get(axis));
                  return known == null || known == shape.get(axis);
                });
  }

  long size(int label) {
    return sizes.getOrDefault(label, 0L);
  }

  /** How many numbers are multiplied with one another. */
  double multiplications() {
    return sizes.values().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
  }
}
