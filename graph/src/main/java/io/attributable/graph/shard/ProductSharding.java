package io.attributable.graph.shard;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Products of matrices and tensors. Shards begin here: a product by weights has nothing in common
 * with that of another row. Weights are never cut, as that would be done in every run.
 */
final class ProductSharding {
  private ProductSharding() {}

  static void addTo(ShardingRule.Table rules) {
    rules.add(
        ProductSharding::of, "MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Einsum");
  }

  private static Optional<ShardedNode> of(ShardableNode node) {
    return ProductLabels.of(node)
        .flatMap(
            labels -> {
              List<Integer> sharded = sharded(node, labels);
              return sharded.isEmpty() ? begun(node, labels) : continued(node, labels, sharded);
            });
  }

  /** The labels of axes that inputs are there in shards along. */
  private static List<Integer> sharded(ShardableNode node, ProductLabels labels) {
    return IntStream.range(0, node.inputs().size())
        .filter(i -> node.axis(i).isPresent())
        .mapToObj(i -> labels.operands().get(i).get(node.axis(i).getAsInt()))
        .distinct()
        .toList();
  }

  /**
   * Of two axes, that which comes first in the result: attention's weights are those of queries by
   * keys, and what follows goes along the keys. Where the axis is not in the result, shards have
   * summands of it.
   */
  private static Optional<ShardedNode> continued(
      ShardableNode node, ProductLabels labels, List<Integer> sharded) {
    Optional<Integer> kept =
        sharded.stream()
            .filter(labels.result()::contains)
            .filter(label -> isFree(node, labels, label))
            .min(Comparator.comparing(labels.result()::indexOf));
    return kept.isPresent()
        ? kept.map(label -> along(labels, label))
        : sharded.stream()
            .filter(label -> !labels.result().contains(label))
            .filter(label -> isFree(node, labels, label))
            .findFirst()
            .map(label -> ShardedNode.summed(operands(labels, label)));
  }

  private static Optional<ShardedNode> begun(ShardableNode node, ProductLabels labels) {
    if (labels.multiplications() < node.limits().multiplications()) {
      return Optional.empty();
    }
    int last = node.outputRank() - 1;
    Predicate<Integer> large =
        label -> labels.size(label) >= (long) node.limits().rows() * node.limits().shards();
    return labels.result().stream()
        .filter(label -> labels.result().indexOf(label) != last)
        .filter(large)
        .filter(label -> isFree(node, labels, label))
        .max(Comparator.comparing(labels::size))
        .map(label -> along(labels, label));
  }

  /** Whether no weights have the label. */
  private static boolean isFree(ShardableNode node, ProductLabels labels, int label) {
    return IntStream.range(0, node.inputs().size())
        .noneMatch(i -> node.input(i).fixed() && labels.operands().get(i).contains(label));
  }

  private static ShardedNode along(ProductLabels labels, int label) {
    return ShardedNode.along(labels.result().indexOf(label), operands(labels, label));
  }

  private static List<Operand> operands(ProductLabels labels, int label) {
    return labels.operands().stream()
        .map(axes -> axes.indexOf(label))
        .map(axis -> axis < 0 ? Operand.WHOLE : new Operand.Part(axis))
        .toList();
  }
}
