package io.attributable.graph.optimise;

import io.attributable.graph.op.EinsumLabels;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An equation as a product of stacks of matrices.
 *
 * @param swapped whether the second operand of the equation is the first of the product, so that
 *     the result need not be transposed
 * @param operands in which order each operand's axes are taken, in the order of the product
 * @param transposed whether the matrices of each are taken transposed
 * @param result in which order the axes of the product are taken
 */
record EinsumForm(
    boolean swapped, List<List<Integer>> operands, List<Boolean> transposed, List<Integer> result) {

  /**
   * Empty for an equation with an ellipsis, a diagonal, or several axes that are one of the
   * product.
   */
  static Optional<EinsumForm> of(EinsumLabels labels, int leftRank, int rightRank) {
    if (!labels.isPlain()) {
      return Optional.empty();
    }
    List<Integer> left = labels.operand(0, leftRank);
    List<Integer> right = labels.operand(1, rightRank);
    List<Integer> result = labels.result(labels.output().length());
    boolean swapped = areColumnsFirst(left, right, result);
    return swapped ? of(true, right, left, result) : of(false, left, right, result);
  }

  /** Whether the result has an axis of the second operand alone before one of the first. */
  private static boolean areColumnsFirst(
      List<Integer> left, List<Integer> right, List<Integer> result) {
    return result.stream()
        .filter(label -> !left.contains(label) || !right.contains(label))
        .findFirst()
        .filter(right::contains)
        .isPresent();
  }

  private static Optional<EinsumForm> of(
      boolean swapped, List<Integer> left, List<Integer> right, List<Integer> result) {
    List<Integer> stack = left.stream().filter(right::contains).filter(result::contains).toList();
    List<Integer> summed =
        left.stream().filter(right::contains).filter(label -> !result.contains(label)).toList();
    List<Integer> rows = left.stream().filter(label -> !right.contains(label)).toList();
    List<Integer> columns = right.stream().filter(label -> !left.contains(label)).toList();
    boolean one = summed.size() == 1 && rows.size() == 1 && columns.size() == 1;
    boolean whole =
        result.size() == stack.size() + 2
            && result.containsAll(rows)
            && result.containsAll(columns);
    if (!one || !whole || stack.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> product = joined(stack, joined(rows, columns));
    Factor first = Factor.of(left, stack, rows.get(0), summed.get(0));
    Factor second = Factor.of(right, stack, summed.get(0), columns.get(0));
    return Optional.of(
        new EinsumForm(
            swapped,
            List.of(first.order(), second.order()),
            List.of(first.transposed(), second.transposed()),
            order(result, product)));
  }

  /** An operand as a stack of matrices, whose last axis stays where it is, if it can. */
  private record Factor(List<Integer> order, boolean transposed) {
    static Factor of(List<Integer> labels, List<Integer> stack, int line, int column) {
      boolean transposed = labels.indexOf(line) > labels.indexOf(column);
      List<Integer> matrix = transposed ? List.of(column, line) : List.of(line, column);
      return new Factor(EinsumForm.order(joined(stack, matrix), labels), transposed);
    }
  }

  /** Where each of some labels is among others. */
  private static List<Integer> order(List<Integer> wanted, List<Integer> given) {
    return IntStream.range(0, wanted.size())
        .map(i -> given.indexOf(wanted.get(i)))
        .boxed()
        .toList();
  }

  private static List<Integer> joined(List<Integer> stack, List<Integer> matrix) {
    return Stream.concat(stack.stream(), matrix.stream()).toList();
  }
}
