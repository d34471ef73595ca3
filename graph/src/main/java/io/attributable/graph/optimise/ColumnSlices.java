package io.attributable.graph.optimise;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Splits a matrix whose columns are taken by several slices, as the gates of a GRU are; and joins
 * the gradients of these, in place of summing matrices that are mostly zeros. Exact.
 */
final class ColumnSlices {
  /** Which input of a gradient its columns are. */
  private static final int COLUMNS = 4;

  private final PlanNodes nodes;
  private final Consumers consumers;
  private final Map<TensorRef, TensorRef> moved = new HashMap<>();

  /** By the first slice of a matrix, the nodes that are added. */
  private final Map<String, List<FlatNode>> added = new HashMap<>();

  private ColumnSlices(PlanNodes nodes) {
    this.nodes = nodes;
    this.consumers = Consumers.of(nodes);
  }

  static void in(PlanNodes nodes) {
    ColumnSlices slices = new ColumnSlices(nodes);
    slices.split();
    nodes.replace(slices::written);
    nodes.rewire(slices.moved);
  }

  private void split() {
    Map<TensorRef, List<FlatNode>> byMatrix = new LinkedHashMap<>();
    for (FlatNode node : nodes.all()) {
      if (node.op().equals("StridedSlice") && isFree(node)) {
        byMatrix.computeIfAbsent(node.inputs().get(0), unused -> new ArrayList<>()).add(node);
      }
    }
    byMatrix.forEach(
        (matrix, slices) ->
            width(matrix)
                .flatMap(width -> partition(slices, width, slice -> slice.output(0)))
                .ifPresent(parts -> split(matrix, slices.get(0), parts)));
  }

  private boolean isFree(FlatNode node) {
    return !nodes.isFixed(node) && node.controls().isEmpty();
  }

  private Optional<Long> width(TensorRef matrix) {
    Shape shape = nodes.tensor(matrix).shape();
    return !shape.isUnknown() && shape.numDimensions() == 2 && shape.get(1) > 0
        ? Optional.of(shape.get(1))
        : Optional.empty();
  }

  /**
   * Slices in the order of columns; empty unless each column is in one.
   *
   * @param columns those that a slice takes or hands back
   */
  private Optional<List<ColumnSlice>> partition(
      List<FlatNode> slices, long width, Function<FlatNode, TensorRef> columns) {
    List<ColumnSlice> parts = new ArrayList<>();
    for (FlatNode slice : slices) {
      ColumnSlice.of(slice, width, columns.apply(slice), nodes).ifPresent(parts::add);
    }
    return parts.size() == slices.size() ? ColumnSlice.partition(parts, width) : Optional.empty();
  }

  private void split(TensorRef matrix, FlatNode first, List<ColumnSlice> parts) {
    FlatNode axis = axis(first);
    FlatNode sizes =
        FoldedConstants.constant(first, nodes.freeName(first.name() + "/sizes"), widths(parts));
    FlatNode split =
        NodeBuilder.of("SplitV")
            .input(matrix, nodes.type(matrix))
            .input(sizes)
            .input(axis)
            .with("num_split", Attributes.of(parts.size()))
            .beside(first, nodes.freeName(first.name() + "/columns"))
            .withOutputs(parts.stream().map(part -> nodes.tensor(part.tensor())).toList());
    for (int i = 0; i < parts.size(); i++) {
      moved.put(parts.get(i).tensor(), split.output(i));
    }
    added.put(first.name(), List.of(axis, sizes, split));
  }

  private FlatNode axis(FlatNode node) {
    return FoldedConstants.constant(
        node, nodes.freeName(node.name() + "/axis"), IntegerVectors.scalar(DataType.DT_INT32, 1));
  }

  private static TensorProto widths(List<ColumnSlice> parts) {
    return IntegerVectors.proto(
        DataType.DT_INT64, parts.stream().mapToLong(part -> part.to() - part.from()).toArray());
  }

  private List<FlatNode> written(FlatNode node) {
    List<FlatNode> all = new ArrayList<>(added.getOrDefault(node.name(), List.of()));
    Optional<List<FlatNode>> joined = joined(node);
    all.addAll(joined.orElse(List.of(node)));
    return all;
  }

  /** The gradients of slices that are summed. */
  private Optional<List<FlatNode>> joined(FlatNode node) {
    boolean sum = node.op().equals("AddN") || node.op().equals("AddV2");
    return sum && !nodes.isFed(node) && node.controls().isEmpty()
        ? width(node.output(0))
            .flatMap(width -> partOf(node, width))
            .map(parts -> joined(node, parts))
        : Optional.empty();
  }

  /** All of one matrix. */
  private Optional<List<ColumnSlice>> partOf(FlatNode sum, long width) {
    List<FlatNode> slices = sum.inputs().stream().map(nodes::node).toList();
    boolean alike =
        slices.stream().allMatch(this::isGradient)
            && slices.stream().map(slice -> slice.inputs().get(0)).distinct().count() == 1;
    return alike
        ? partition(slices, width, slice -> slice.inputs().get(COLUMNS))
        : Optional.empty();
  }

  private boolean isGradient(FlatNode node) {
    return node.op().equals("StridedSliceGrad")
        && node.controls().isEmpty()
        && consumers.only(node).isPresent();
  }

  private List<FlatNode> joined(FlatNode sum, List<ColumnSlice> parts) {
    FlatNode axis = axis(sum);
    NodeBuilder concat = NodeBuilder.of("ConcatV2");
    parts.forEach(part -> concat.input(part.tensor(), nodes.type(part.tensor())));
    return List.of(axis, concat.input(axis).inPlaceOf(sum));
  }
}
