package io.attributable.graph.batch;

import io.attributable.graph.batch.BatchDependence.Size;
import io.attributable.graph.flat.OptionalAttributes;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/** What is made of the number of examples alone. */
final class SizeBatching {
  private SizeBatching() {}

  /** How an output of a node depends on the number of examples, if no input holds any of them. */
  static BatchDependence of(BatchedNode node, int output) {
    return switch (node.node().op()) {
      case "Fill" -> node.isFixed(1) ? repeated(node, Shape.scalar()) : Size.UNKNOWN;
      case "BroadcastTo", "Tile" -> node.isFixed(0) ? repeated(node, node.shape(0)) : Size.UNKNOWN;
      case "StridedSlice" -> slice(node);
      case "GatherV2", "Gather" -> gather(node);
      case "Unpack" -> node.rank(0) == 1 ? picked(node, output) : Size.UNKNOWN;
      case "Identity", "Cast" -> node.inputs().get(0);
      default -> Size.UNKNOWN;
    };
  }

  /** How a shape that a node reads depends on them. */
  static BatchDependence read(BatchedNode node, int input) {
    if (node.node().op().equals("Rank")) {
      return BatchDependence.FIXED;
    }
    BitSet varying = new BitSet();
    for (int axis = 0; axis < node.rank(input); axis++) {
      int at = axis;
      long sizes =
          node.trials().stream()
              .map(trial -> trial.shape(node.node().inputs().get(input)).get(at))
              .distinct()
              .count();
      varying.set(axis, sizes > 1);
    }
    if (varying.isEmpty()) {
      return BatchDependence.FIXED;
    }
    return node.node().op().startsWith("Shape") ? new Size(varying) : Size.UNKNOWN;
  }

  /**
   * The same values for each example, along the only axis that is as long as there are examples.
   */
  private static BatchDependence repeated(BatchedNode node, Shape from) {
    int[] axes = IntStream.range(0, node.outputRank()).filter(node::isMultiple).toArray();
    if (axes.length != 1) {
      return Size.UNKNOWN;
    }
    int before = axes[0] - (node.outputRank() - from.numDimensions());
    return before < 0 || from.get(before) == 1 ? BatchedNode.rowsAlong(axes[0]) : Size.UNKNOWN;
  }

  /** Some of the sizes that were read. */
  private static BatchDependence picked(BatchedNode node, int... indices) {
    if (!(node.inputs().get(0) instanceof Size size) || size.varying().isEmpty()) {
      return Size.UNKNOWN;
    }
    BitSet varying = new BitSet();
    for (int i = 0; i < indices.length; i++) {
      varying.set(i, size.varying().get(indices[i]));
    }
    return varying.isEmpty() ? BatchDependence.FIXED : new Size(varying);
  }

  /** Only what takes a range of one axis. */
  private static BatchDependence slice(BatchedNode node) {
    Optional<int[]> begin = node.integers(1).filter(values -> values.length == 1);
    Optional<int[]> end = node.integers(2);
    Optional<int[]> stride = node.integers(3);
    boolean plain =
        node.rank(0) == 1
            && begin.isPresent()
            && end.isPresent()
            && stride.filter(values -> values[0] == 1).isPresent()
            && !is(node, "new_axis_mask")
            && !is(node, "ellipsis_mask");
    if (!plain) {
      return Size.UNKNOWN;
    }
    int count = (int) node.shape(0).get(0);
    int from = is(node, "begin_mask") ? 0 : BatchedNode.positive(begin.get()[0], count);
    int to = is(node, "end_mask") ? count : BatchedNode.positive(end.get()[0], count);
    int last = is(node, "shrink_axis_mask") ? from + 1 : Math.min(to, count);
    return picked(node, IntStream.range(from, last).toArray());
  }

  private static boolean is(BatchedNode node, String mask) {
    return OptionalAttributes.number(node.node(), mask) != 0;
  }

  private static BatchDependence gather(BatchedNode node) {
    Optional<int[]> indices = node.integers(1);
    boolean plain =
        node.rank(0) == 1 && indices.isPresent() && (node.count() < 3 || node.isFixed(2));
    return plain ? picked(node, indices.get()) : Size.UNKNOWN;
  }
}
