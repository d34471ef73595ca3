package io.attributable.graph.batch;

import io.attributable.graph.op.EinsumLabels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code Einsum}: the examples must have one label in all operands that hold any, and keep it. An
 * operand without examples cannot have that label, as its axis would be of another size.
 */
final class EinsumBatching {
  private EinsumBatching() {}

  static BatchDependence of(BatchedNode node) {
    Optional<EinsumLabels> labels = EinsumLabels.of(node.node().attribute("equation"));
    return labels.map(found -> of(node, found)).orElse(BatchDependence.MIXED);
  }

  private static BatchDependence of(BatchedNode node, EinsumLabels labels) {
    OptionalInt label = OptionalInt.empty();
    for (int input = 0; input < node.count(); input++) {
      OptionalInt axis = node.rows(input);
      if (axis.isEmpty() && node.isFixed(input)) {
        continue;
      }
      OptionalInt found =
          axis.isEmpty()
              ? OptionalInt.empty()
              : label(labels.operand(input, node.rank(input)), axis.getAsInt());
      if (found.isEmpty() || (label.isPresent() && !label.equals(found))) {
        return BatchDependence.MIXED;
      }
      label = found;
    }
    List<Integer> result = labels.result(node.outputRank());
    int at = label.isPresent() ? result.indexOf(label.getAsInt()) : -1;
    return at < 0 ? BatchDependence.MIXED : BatchedNode.rowsAlong(at);
  }

  /** Empty for one that stands twice, as a diagonal has. */
  private static OptionalInt label(List<Integer> labels, int axis) {
    int label = labels.get(axis);
    boolean once = labels.indexOf(label) == labels.lastIndexOf(label);
    return once ? OptionalInt.of(label) : OptionalInt.empty();
  }
}
