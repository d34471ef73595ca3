package io.attributable.graph.optimise;

import io.attributable.graph.op.EinsumLabels;
import java.util.List;
import java.util.Optional;

/**
 * An equation as a product of two matrices, each of whose axes may be several of the equation's.
 *
 * @param first which operand has the rows of the result
 * @param rows how many axes are rows; they are the first ones of the first operand
 * @param columns how many axes of the other operand are columns of the result
 * @param transposed whether columns are the first axes of that operand, and not the last ones
 */
record DenseForm(int first, int rows, int columns, boolean transposed) {

  /** Empty for all other equations. */
  static Optional<DenseForm> of(EinsumLabels labels, int leftRank, int rightRank) {
    if (!labels.isPlain()) {
      return Optional.empty();
    }
    List<Integer> left = labels.operand(0, leftRank);
    List<Integer> right = labels.operand(1, rightRank);
    List<Integer> result = labels.result(labels.output().length());
    return of(0, left, right, result).or(() -> of(1, right, left, result));
  }

  private static Optional<DenseForm> of(
      int first, List<Integer> left, List<Integer> right, List<Integer> result) {
    List<Integer> summed = left.stream().filter(right::contains).toList();
    int rows = left.size() - summed.size();
    int columns = right.size() - summed.size();
    boolean matrices =
        rows > 0
            && columns > 0
            && !summed.isEmpty()
            && summed.stream().noneMatch(result::contains)
            && left.subList(rows, left.size()).equals(summed)
            && result.size() == rows + columns
            && result.subList(0, rows).equals(left.subList(0, rows));
    if (!matrices) {
      return Optional.empty();
    }
    List<Integer> wanted = result.subList(rows, result.size());
    if (right.subList(0, summed.size()).equals(summed)
        && right.subList(summed.size(), right.size()).equals(wanted)) {
      return Optional.of(new DenseForm(first, rows, columns, false));
    }
    return right.subList(columns, right.size()).equals(summed)
            && right.subList(0, columns).equals(wanted)
        ? Optional.of(new DenseForm(first, rows, columns, true))
        : Optional.empty();
  }
}
