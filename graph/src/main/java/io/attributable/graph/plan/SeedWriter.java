package io.attributable.graph.plan;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Writes the gradient that the tape starts from: one weight per element of the output. No target,
 * however wrong, makes these nodes fail: indices are clamped, and judged by the output's shape
 * after the run. A failing node would end in TensorFlow's words instead of ours, and on a GPU a
 * scatter drops what is out of range without a word.
 */
final class SeedWriter {
  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final TensorRef output;
  private final TensorRef shape;
  private final TensorRef examples;
  private final TensorRef rows;
  private final TensorRef ones;
  private final TensorRef seed;
  private final TensorRef target;
  private final TensorRef weights;
  private @Nullable TensorRef targets;

  SeedWriter(GraphBuilder graph, TensorRef output, TargetKind kind, boolean weighted) {
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.output = output;
    this.shape = writer.shapeOf(output, DataType.DT_INT64);
    this.examples = element(shape, 0);
    this.rows = rows();
    this.target = placeholder("target", DataType.DT_INT64, Shape.of(-1, -1));
    this.weights = placeholder("weights", DataType.DT_DOUBLE, Shape.of(-1));
    this.ones = weighted ? cast(perExample(weights)) : fill(vector(examples));
    this.seed =
        switch (kind) {
          case NONE -> weighted ? spread() : fill(shape);
          case INDEX, INDICES -> atIndices();
          case PREDICTED -> atLargest();
        };
  }

  /** Shaped like the output. */
  TensorRef seed() {
    return seed;
  }

  /** The output's shape at run time, 64-bit. */
  TensorRef outputShape() {
    return shape;
  }

  /** Where index tuples are fed, 64-bit: one row for all examples, or one each. */
  TensorRef target() {
    return target;
  }

  /** Where such matrices are fed, one for each of many targets; made when asked for. */
  TensorRef targets() {
    if (targets == null) {
      targets = placeholder("targets", DataType.DT_INT64, Shape.of(-1, -1, -1));
    }
    return targets;
  }

  /** Where a 64-bit weight per example is fed. */
  TensorRef weights() {
    return weights;
  }

  /** Each example's weight, broadcast to all elements of its output. */
  private TensorRef spread() {
    TensorRef columns = writer.reshape(ones, writer.ints(-1, 1), Shape.unknown());
    TensorRef flat = writer.mul(columns, fill(concat(vector(examples), vector(width()))));
    return writer.reshape(flat, shape, Shape.unknown());
  }

  private TensorRef atIndices() {
    TensorRef sizes = behindFirst(shape);
    TensorRef given = perExample(target);
    TensorRef negative =
        graph.add("Less", "Less", List.of(given, zero()), typed(), Shape.unknown());
    TensorRef counted = writer.select(negative, add(given, sizes), given);
    TensorRef last = binary("Sub", sizes, writer.scalar(1L));
    TensorRef clamped = binary("Maximum", zero(), binary("Minimum", counted, last));
    TensorRef column = writer.reshape(rows, writer.ints(-1, 1), Shape.unknown());
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(graph.type(ones)), "Tindices", Attributes.of(DataType.DT_INT64));
    return graph.add(
        "ScatterNd",
        "ScatterNd",
        List.of(concatColumns(column, clamped), ones, shape),
        attributes,
        graph.shape(output));
  }

  private TensorRef atLargest() {
    TensorRef width = width();
    TensorRef matrix =
        writer.reshape(output, concat(vector(examples), vector(width)), Shape.unknown());
    Map<String, AttrValue> ofArgMax =
        Map.of(
            "T", Attributes.of(graph.type(output)),
            "Tidx", Attributes.of(DataType.DT_INT32),
            "output_type", Attributes.of(DataType.DT_INT64));
    TensorRef largest =
        graph.add("ArgMax", "ArgMax", List.of(matrix, writer.scalar(1)), ofArgMax, Shape.unknown());
    Map<String, AttrValue> ofOneHot =
        Map.of(
            "T", Attributes.of(graph.type(output)),
            "TI", Attributes.of(DataType.DT_INT64),
            "axis", Attributes.of(-1L));
    TensorRef oneHot =
        graph.add(
            "OneHot",
            "OneHot",
            List.of(
                largest,
                writer.cast(width, DataType.DT_INT32),
                writer.scalarLike(output, 1),
                writer.scalarLike(output, 0)),
            ofOneHot,
            rowShape());
    TensorRef column = writer.reshape(ones, writer.ints(-1, 1), Shape.of(-1, 1));
    return writer.reshape(writer.mul(oneHot, column), shape, graph.shape(output));
  }

  /** Of the output as one row per example, where it is that already. */
  private Shape rowShape() {
    Shape whole = graph.shape(output);
    return !whole.isUnknown() && whole.numDimensions() == 2 ? whole : Shape.unknown();
  }

  /** One row per example, of as many as were fed: too few repeat the last, too many are left. */
  private TensorRef perExample(TensorRef fed) {
    TensorRef count = element(writer.shapeOf(fed, DataType.DT_INT64), 0);
    TensorRef last = binary("Sub", count, writer.scalar(1L));
    Map<String, AttrValue> attributes =
        Map.of(
            "Tparams", Attributes.of(graph.type(fed)),
            "Tindices", Attributes.of(DataType.DT_INT64),
            "Taxis", Attributes.of(DataType.DT_INT32));
    return graph.add(
        "GatherV2",
        "GatherV2",
        List.of(fed, binary("Minimum", rows, last), writer.scalar(0)),
        attributes,
        Shape.unknown());
  }

  private TensorRef rows() {
    return graph.add(
        "Range",
        "Range",
        List.of(zero(), examples, writer.scalar(1L)),
        Map.of("Tidx", Attributes.of(DataType.DT_INT64)),
        Shape.unknown());
  }

  /** The number of values of each example. */
  private TensorRef width() {
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(DataType.DT_INT64), "Tidx", Attributes.of(DataType.DT_INT32));
    return graph.add(
        "Prod", "Prod", List.of(behindFirst(shape), writer.ints(0)), attributes, Shape.scalar());
  }

  private TensorRef fill(TensorRef dims) {
    Map<String, AttrValue> attributes =
        Map.of(
            "T", Attributes.of(graph.type(output)),
            "index_type", Attributes.of(graph.type(dims)));
    Shape known = dims.equals(shape) ? graph.shape(output) : Shape.unknown();
    return graph.add(
        "Fill", "Fill", List.of(dims, writer.scalarLike(output, 1)), attributes, known);
  }

  private TensorRef placeholder(String label, DataType type, Shape known) {
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype", Attributes.of(type),
            "shape", AttrValue.newBuilder().setShape(Types.proto(known)).build());
    return graph.add("Placeholder", label, List.of(), attributes, known);
  }

  private TensorRef element(TensorRef vector, int index) {
    Map<String, AttrValue> attributes =
        Map.of(
            "Tparams", Attributes.of(DataType.DT_INT64),
            "Tindices", Attributes.of(DataType.DT_INT32),
            "Taxis", Attributes.of(DataType.DT_INT32));
    return graph.add(
        "GatherV2",
        "GatherV2",
        List.of(vector, writer.scalar(index), writer.scalar(0)),
        attributes,
        Shape.scalar());
  }

  private TensorRef behindFirst(TensorRef vector) {
    Map<String, AttrValue> attributes =
        Map.of("T", Attributes.of(DataType.DT_INT64), "Index", Attributes.of(DataType.DT_INT32));
    return graph.add(
        "Slice",
        "Slice",
        List.of(vector, writer.ints(1), writer.ints(-1)),
        attributes,
        Shape.unknown());
  }

  private TensorRef vector(TensorRef scalar) {
    return writer.reshape(scalar, writer.ints(1), Shape.of(1));
  }

  private TensorRef concat(TensorRef a, TensorRef b) {
    return concat(a, b, 0);
  }

  private TensorRef concatColumns(TensorRef a, TensorRef b) {
    return concat(a, b, 1);
  }

  private TensorRef concat(TensorRef a, TensorRef b, int axis) {
    Map<String, AttrValue> attributes =
        Map.of(
            "N", Attributes.of(2L),
            "T", Attributes.of(graph.type(a)),
            "Tidx", Attributes.of(DataType.DT_INT32));
    return graph.add(
        "ConcatV2", "ConcatV2", List.of(a, b, writer.scalar(axis)), attributes, Shape.unknown());
  }

  private TensorRef cast(TensorRef x) {
    return writer.cast(x, graph.type(output));
  }

  private TensorRef zero() {
    return writer.scalar(0L);
  }

  private TensorRef add(TensorRef a, TensorRef b) {
    return binary("AddV2", a, b);
  }

  private TensorRef binary(String op, TensorRef a, TensorRef b) {
    return graph.add(op, op, List.of(a, b), typed(), Shape.unknown());
  }

  private static Map<String, AttrValue> typed() {
    return Map.of("T", Attributes.of(DataType.DT_INT64));
  }
}
