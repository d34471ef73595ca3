package io.attributable.graph.batch;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * {@code Einsum}: the examples must have one label in all operands that hold any, and keep it. An
 * operand without examples cannot have that label, as its axis would be of another size.
 */
final class EinsumBatching {
  private static final String DOTS = "...";

  private EinsumBatching() {}

  static BatchDependence of(BatchedNode node) {
    String equation = node.node().attribute("equation").getS().toStringUtf8().replace(" ", "");
    int arrow = equation.indexOf("->");
    if (arrow < 0) {
      return BatchDependence.MIXED;
    }
    String[] operands = equation.substring(0, arrow).split(",", -1);
    OptionalInt label = OptionalInt.empty();
    for (int input = 0; input < node.count(); input++) {
      OptionalInt axis = node.rows(input);
      if (axis.isEmpty() && node.isFixed(input)) {
        continue;
      }
      OptionalInt found =
          axis.isEmpty()
              ? OptionalInt.empty()
              : label(operands[input], node.rank(input), axis.getAsInt());
      if (found.isEmpty() || (label.isPresent() && !label.equals(found))) {
        return BatchDependence.MIXED;
      }
      label = found;
    }
    List<Integer> result = labels(equation.substring(arrow + 2), node.outputRank());
    int at = label.isPresent() ? result.indexOf(label.getAsInt()) : -1;
    return at < 0 ? BatchDependence.MIXED : BatchedNode.rowsAlong(at);
  }

  /** Empty for one that stands twice, as a diagonal has. */
  private static OptionalInt label(String operand, int rank, int axis) {
    List<Integer> labels = labels(operand, rank);
    int label = labels.get(axis);
    boolean once = labels.indexOf(label) == labels.lastIndexOf(label);
    return once ? OptionalInt.of(label) : OptionalInt.empty();
  }

  /** By axis; axes behind dots have negative numbers, counted from the last of them. */
  private static List<Integer> labels(String subscripts, int rank) {
    int dots = subscripts.indexOf(DOTS);
    if (dots < 0) {
      return subscripts.chars().boxed().toList();
    }
    String after = subscripts.substring(dots + DOTS.length());
    int hidden = rank - dots - after.length();
    Stream<Integer> inside = Stream.iterate(-hidden, label -> label < 0, label -> label + 1);
    return Stream.of(subscripts.substring(0, dots).chars().boxed(), inside, after.chars().boxed())
        .flatMap(labels -> labels)
        .toList();
  }
}
