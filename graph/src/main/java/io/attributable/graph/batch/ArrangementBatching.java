package io.attributable.graph.batch;

import io.attributable.graph.flat.OptionalAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Ops that arrange the elements of a tensor anew. */
final class ArrangementBatching {
  private ArrangementBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(ArrangementBatching::reshape, "Reshape");
    rules.add(ArrangementBatching::transpose, "Transpose", "ConjugateTranspose");
    rules.add(ArrangementBatching::expand, "ExpandDims");
    rules.add(ArrangementBatching::squeeze, "Squeeze");
    rules.add(ArrangementBatching::reverse, "ReverseV2");
    rules.add(ArrangementBatching::reverseSequences, "ReverseSequence");
    rules.add(ArrangementBatching::unchanged, "Pad", "PadV2", "MirrorPad", "Slice", "Tile");
    rules.add(ArrangementBatching::broadcastTo, "BroadcastTo");
    rules.add(ArrangementBatching::band, "MatrixBandPart");
  }

  /** What lies before an example's part must stay before it: then so do the parts themselves. */
  private static BatchDependence reshape(BatchedNode node) {
    OptionalInt rows = node.only(0, 1);
    if (rows.isEmpty()) {
      return BatchDependence.MIXED;
    }
    long before = product(node.shape(0).asArray(), rows.getAsInt());
    long[] shape = node.outputShape().asArray();
    int axis = 0;
    while (axis < shape.length && product(shape, axis) < before) {
      axis++;
    }
    while (axis < shape.length && product(shape, axis) == before) {
      if (node.isMultiple(axis)) {
        return BatchedNode.rowsAlong(axis);
      }
      axis++;
    }
    return BatchDependence.MIXED;
  }

  private static long product(long[] sizes, int count) {
    return IntStream.range(0, count).mapToLong(axis -> sizes[axis]).reduce(1, Math::multiplyExact);
  }

  private static BatchDependence transpose(BatchedNode node) {
    OptionalInt rows = node.only(0);
    Optional<int[]> order = node.integers(1);
    return rows.isEmpty() || order.isEmpty()
        ? BatchDependence.MIXED
        : BatchedNode.rowsAlong(
            IntStream.range(0, order.get().length)
                .filter(
                    axis ->
                        BatchedNode.positive(order.get()[axis], node.rank(0)) == rows.getAsInt())
                .findFirst());
  }

  private static BatchDependence expand(BatchedNode node) {
    OptionalInt axis = node.axis(1, node.rank(0) + 1);
    return axis.isPresent()
        ? BatchedNode.rowsWith(node.only(0), axis.getAsInt())
        : BatchDependence.MIXED;
  }

  private static BatchDependence squeeze(BatchedNode node) {
    OptionalInt rows = node.only(0);
    if (rows.isEmpty()) {
      return BatchDependence.MIXED;
    }
    List<Long> named = OptionalAttributes.numbers(node.node(), "squeeze_dims");
    IntStream gone =
        named.isEmpty()
            ? IntStream.range(0, node.rank(0)).filter(axis -> node.shape(0).get(axis) == 1)
            : named.stream().mapToInt(axis -> BatchedNode.positive(axis.intValue(), node.rank(0)));
    return BatchedNode.rowsAlong(
        rows.getAsInt() - (int) gone.distinct().filter(axis -> axis < rows.getAsInt()).count());
  }

  private static BatchDependence reverse(BatchedNode node) {
    OptionalInt rows = node.only(0);
    boolean others =
        node.integers(1)
            .filter(
                axes ->
                    IntStream.of(axes)
                        .map(axis -> BatchedNode.positive(axis, node.rank(0)))
                        .noneMatch(axis -> rows.isPresent() && axis == rows.getAsInt()))
            .isPresent();
    return others ? BatchedNode.rowsAlong(rows) : BatchDependence.MIXED;
  }

  private static BatchDependence reverseSequences(BatchedNode node) {
    OptionalInt batch = OptionalInt.of((int) OptionalAttributes.number(node.node(), "batch_dim"));
    boolean lengths = node.isFixed(1) || node.rows(1).equals(OptionalInt.of(0));
    return lengths && node.rows(0).equals(batch)
        ? BatchedNode.rowsAlong(batch)
        : BatchDependence.MIXED;
  }

  /** Nothing is put before, behind or in between the examples, and none is left out. */
  private static BatchDependence unchanged(BatchedNode node) {
    OptionalInt rows =
        node.only(0, IntStream.range(1, node.count()).boxed().toArray(Integer[]::new));
    return rows.isPresent() && node.isAsLong(0, rows.getAsInt(), rows.getAsInt())
        ? BatchedNode.rowsAlong(rows)
        : BatchDependence.MIXED;
  }

  private static BatchDependence broadcastTo(BatchedNode node) {
    OptionalInt rows = node.only(0, 1);
    if (rows.isEmpty()) {
      return BatchDependence.MIXED;
    }
    int axis = rows.getAsInt() + node.outputRank() - node.rank(0);
    return node.isAsLong(0, rows.getAsInt(), axis)
        ? BatchedNode.rowsAlong(axis)
        : BatchDependence.MIXED;
  }

  private static BatchDependence band(BatchedNode node) {
    return BatchedNode.rowsBefore(node.only(0), node.rank(0) - 2);
  }
}
