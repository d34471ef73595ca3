package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code StridedSlice} that takes all examples in their order. Which axis of the result is whose
 * follows from the masks. Source: {@code tensorflow/core/util/strided_slice_op.cc}.
 */
final class StridedSliceBatching {
  private final BatchedNode node;
  private final int rows;
  private final int specified;

  private StridedSliceBatching(BatchedNode node, int rows) {
    this.node = node;
    this.rows = rows;
    this.specified = (int) node.shape(1).get(0);
  }

  static BatchDependence of(BatchedNode node) {
    OptionalInt rows = node.only(0, 1, 2, 3);
    return rows.isEmpty()
        ? BatchDependence.MIXED
        : new StridedSliceBatching(node, rows.getAsInt()).result();
  }

  private BatchDependence result() {
    int in = 0;
    int out = 0;
    for (int i = 0; i < specified; i++) {
      if (is("new_axis_mask", i)) {
        out++;
      } else if (is("ellipsis_mask", i)) {
        int hidden = node.rank(0) - in - rest(i + 1);
        if (rows < in + hidden) {
          return BatchedNode.rowsAlong(out + rows - in);
        }
        in += hidden;
        out += hidden;
      } else {
        boolean shrunk = is("shrink_axis_mask", i);
        if (in == rows) {
          return shrunk ? BatchDependence.MIXED : whole(i, out);
        }
        in++;
        out += shrunk ? 0 : 1;
      }
    }
    return BatchedNode.rowsAlong(out + rows - in);
  }

  /** How many axes the rest of the specification takes. */
  private int rest(int from) {
    int axes = 0;
    for (int i = from; i < specified; i++) {
      axes += is("new_axis_mask", i) ? 0 : 1;
    }
    return axes;
  }

  private BatchDependence whole(int i, int axis) {
    Optional<int[]> strides = node.integers(3);
    boolean forward = strides.isPresent() && strides.get()[i] == 1;
    return forward && node.isAsLong(0, rows, axis)
        ? BatchedNode.rowsAlong(axis)
        : BatchDependence.MIXED;
  }

  private boolean is(String mask, int i) {
    return (OptionalAttributes.number(node.node(), mask) >> i & 1) != 0;
  }
}
