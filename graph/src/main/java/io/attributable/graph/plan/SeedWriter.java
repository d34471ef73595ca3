package io.attributable.graph.plan;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
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
  private final ArrayWriter arrays;
  private final TensorRef output;
  private final TensorRef shape;
  private final TensorRef examples;
  private final TensorRef rows;
  private final TensorRef owners;
  private final TensorRef ones;
  private final TensorRef seed;
  private final TensorRef target;
  private final TensorRef weights;
  private @Nullable TensorRef targets;

  /**
   * Writes it.
   *
   * @param points how many rows of the output belong to each example; empty for one
   */
  SeedWriter(
      GraphBuilder graph,
      TensorRef output,
      TargetKind kind,
      boolean weighted,
      Optional<TensorRef> points) {
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
    this.output = output;
    this.shape = writer.shapeOf(output, DataType.DT_INT64);
    this.examples = first(shape);
    this.rows = arrays.range(zero(), examples);
    this.owners = points.map(this::owners).orElse(rows);
    this.target =
        writer.placeholder(
            "target",
            kind == TargetKind.WEIGHTS ? DataType.DT_DOUBLE : DataType.DT_INT64,
            Shape.of(-1, -1));
    this.weights = writer.placeholder("weights", DataType.DT_DOUBLE, Shape.of(-1));
    this.ones = weighted ? cast(perExample(weights)) : fill(vector(examples));
    this.seed =
        switch (kind) {
          case NONE -> weighted ? spread() : fill(shape);
          case INDEX, INDICES -> atIndices(perExample(target));
          case DIFFERENCE -> difference();
          case WEIGHTS -> byWeights();
          case SLICE, SLICES -> new SliceSeed(graph, output, shape).write(perExample(target), ones);
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
      targets = writer.placeholder("targets", DataType.DT_INT64, Shape.of(-1, -1, -1));
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
    TensorRef flat = writer.mul(columns, fill(arrays.concat(0, vector(examples), vector(width()))));
    return writer.reshape(flat, shape, Shape.unknown());
  }

  /** One at the first index, minus one at the second. */
  private TensorRef difference() {
    TensorRef given = perExample(target);
    TensorRef columns =
        arrays.element(writer.shapeOf(target, DataType.DT_INT64), writer.scalar(1), Shape.scalar());
    TensorRef half =
        writer.reshape(binary("FloorDiv", columns, writer.scalar(2L)), writer.ints(1), Shape.of(1));
    TensorRef size = arrays.concat(0, writer.longs(-1), half);
    TensorRef second = arrays.concat(0, writer.longs(0), half);
    Shape known = Shape.of(-1, -1);
    return writer.binary(
        "Sub",
        atIndices(arrays.slice(given, writer.longs(0, 0), size, known)),
        atIndices(arrays.slice(given, second, size, known)));
  }

  /** Their number has been held against the output's. */
  private TensorRef byWeights() {
    TensorRef columns = writer.reshape(ones, writer.ints(-1, 1), Shape.unknown());
    TensorRef rows = writer.mul(cast(perExample(target)), columns);
    return writer.reshape(rows, shape, graph.shape(output));
  }

  private TensorRef atIndices(TensorRef given) {
    TensorRef sizes = behindFirst();
    TensorRef negative = binary("Less", given, zero());
    TensorRef counted = writer.select(negative, binary("AddV2", given, sizes), given);
    TensorRef last = binary("Sub", sizes, writer.scalar(1L));
    TensorRef clamped = binary("Maximum", zero(), binary("Minimum", counted, last));
    TensorRef column = writer.reshape(rows, writer.ints(-1, 1), Shape.unknown());
    return writer
        .op("ScatterNd", arrays.concat(1, column, clamped), ones, shape)
        .shapedLike(output)
        .write();
  }

  private TensorRef atLargest() {
    TensorRef width = width();
    TensorRef matrix =
        writer.reshape(output, arrays.concat(0, vector(examples), vector(width)), Shape.unknown());
    TensorRef largest = writer.op("ArgMax", matrix, writer.scalar(1)).write();
    TensorRef oneHot =
        writer
            .op(
                "OneHot",
                largest,
                writer.cast(width, DataType.DT_INT32),
                writer.scalarLike(output, 1),
                writer.scalarLike(output, 0))
            .shape(rowShape())
            .write();
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
    TensorRef count = first(writer.shapeOf(fed, DataType.DT_INT64));
    TensorRef last = binary("Sub", count, writer.scalar(1L));
    return arrays.gather(fed, binary("Minimum", owners, last));
  }

  /** Which example each row belongs to: rows of one point come one after the other. */
  private TensorRef owners(TensorRef points) {
    return binary("FloorMod", rows, binary("FloorDiv", examples, points));
  }

  /** The number of values of each example. */
  private TensorRef width() {
    return arrays.product(behindFirst());
  }

  /** Ones of the output's type. */
  private TensorRef fill(TensorRef sizes) {
    Shape known = sizes.equals(shape) ? graph.shape(output) : Shape.unknown();
    return arrays.fill(sizes, writer.scalarLike(output, 1), known);
  }

  private TensorRef first(TensorRef vector) {
    return arrays.element(vector, writer.scalar(0), Shape.scalar());
  }

  private TensorRef behindFirst() {
    return arrays.part(shape, 1, -1);
  }

  private TensorRef vector(TensorRef scalar) {
    return writer.reshape(scalar, writer.ints(1), Shape.of(1));
  }

  private TensorRef cast(TensorRef x) {
    return writer.cast(x, graph.type(output));
  }

  private TensorRef zero() {
    return writer.scalar(0L);
  }

  private TensorRef binary(String op, TensorRef a, TensorRef b) {
    return writer.op(op, a, b).write();
  }
}
