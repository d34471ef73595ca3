package io.attributable.graph.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;

/**
 * The labels of axes in the equation of an {@code Einsum}. Axes behind an ellipsis have negative
 * numbers, counted from the last of them.
 *
 * @param operands the subscripts of each operand
 * @param output those of the result
 */
public record EinsumLabels(List<String> operands, String output) {
  private static final String ARROW = "->";
  private static final String DOTS = "...";

  /** Copies the list. */
  public EinsumLabels {
    operands = List.copyOf(operands);
  }

  /**
   * Those of an equation; empty where it does not say what its result is.
   *
   * @param attribute the op's {@code equation}
   */
  public static Optional<EinsumLabels> of(AttrValue attribute) {
    String equation = attribute.getS().toStringUtf8().replace(" ", "");
    int arrow = equation.indexOf(ARROW);
    return arrow < 0
        ? Optional.empty()
        : Optional.of(
            new EinsumLabels(
                List.of(equation.substring(0, arrow).split(",", -1)),
                equation.substring(arrow + ARROW.length())));
  }

  /** Whether there is neither an ellipsis nor, as of a diagonal, a label that stands twice. */
  public boolean isPlain() {
    return Stream.concat(operands.stream(), Stream.of(output))
        .allMatch(
            subscripts ->
                !subscripts.contains(DOTS)
                    && subscripts.chars().distinct().count() == subscripts.length());
  }

  /** By axis, those of an operand. */
  public List<Integer> operand(int index, int rank) {
    return labels(operands.get(index), rank);
  }

  /** By axis, those of the result. */
  public List<Integer> result(int rank) {
    return labels(output, rank);
  }

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
