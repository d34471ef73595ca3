package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ConstantIntegers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Some columns of a matrix, all rows of them.
 *
 * @param tensor the columns, or the gradient with respect to them
 * @param from the first
 * @param to the one behind the last
 */
record ColumnSlice(TensorRef tensor, long from, long to) {
  /** Of masks, a bit for each axis. */
  private static final int ROWS = 1;

  private static final int COLUMNS = 1 << 1;

  /**
   * What {@code StridedSlice} takes, or {@code StridedSliceGrad} hands back; empty unless constants
   * say so.
   *
   * @param width how many columns there are
   * @param tensor the columns
   */
  static Optional<ColumnSlice> of(FlatNode node, long width, TensorRef tensor, PlanNodes nodes) {
    Optional<int[]> begin = places(node, 1, nodes);
    Optional<int[]> end = places(node, 2, nodes);
    Optional<int[]> strides = places(node, 3, nodes);
    if (begin.isEmpty() || end.isEmpty() || strides.isEmpty() || !isPlain(node)) {
      return Optional.empty();
    }
    long begins = OptionalAttributes.number(node, "begin_mask");
    long ends = OptionalAttributes.number(node, "end_mask");
    long from = (begins & COLUMNS) != 0 ? 0 : begin.get()[1];
    long to = (ends & COLUMNS) != 0 ? width : end.get()[1];
    boolean rows = (begins & ends & ROWS) != 0;
    boolean dense = strides.get()[0] == 1 && strides.get()[1] == 1;
    return rows && dense && 0 <= from && from < to && to <= width
        ? Optional.of(new ColumnSlice(tensor, from, to))
        : Optional.empty();
  }

  private static Optional<int[]> places(FlatNode node, int input, PlanNodes nodes) {
    FlatNode source = nodes.source(node.inputs().get(input));
    return nodes.isFed(source)
        ? Optional.empty()
        : ConstantIntegers.ints(source).filter(places -> places.length == 2);
  }

  private static boolean isPlain(FlatNode node) {
    return Stream.of("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
        .allMatch(mask -> OptionalAttributes.number(node, mask) == 0);
  }

  /** In the order of columns; empty unless each column is in one slice. */
  static Optional<List<ColumnSlice>> partition(List<ColumnSlice> slices, long width) {
    List<ColumnSlice> sorted = new ArrayList<>(slices);
    sorted.sort(Comparator.comparingLong(ColumnSlice::from));
    long at = 0;
    for (ColumnSlice slice : sorted) {
      if (slice.from() != at) {
        return Optional.empty();
      }
      at = slice.to();
    }
    return at == width && sorted.size() > 1 ? Optional.of(sorted) : Optional.empty();
  }
}
