package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes what takes rows of points apart and puts them together. */
public final class PointArrays {
  private final NodeWriter writer;
  private final ArrayWriter arrays;

  public PointArrays(NodeWriter writer) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
  }

  /**
   * {@code [points · rows, …]} as {@code [points, rows, …]}.
   *
   * @param points how many, a scalar
   */
  public TensorRef split(TensorRef x, TensorRef points) {
    return split(x, points, 0);
  }

  /**
   * The same behind some dimensions in front.
   *
   * @param front how many of these
   */
  public TensorRef split(TensorRef x, TensorRef points, int front) {
    TensorRef shape = sizes(x);
    TensorRef rows = writer.binary("FloorDiv", size(shape, front), points);
    TensorRef behind = arrays.part(shape, front + 1, -1);
    TensorRef inner = arrays.concat(0, arrays.vector(points, rows), behind);
    TensorRef whole = front == 0 ? inner : arrays.concat(0, arrays.part(shape, 0, front), inner);
    return writer.reshape(x, whole, withTwo(writer.graph().shape(x), front));
  }

  /** What is known of a shape with an unknown dimension in place of one, and one more. */
  private static Shape withTwo(Shape shape, int axis) {
    if (shape.isUnknown()) {
      return shape;
    }
    long[] sizes = new long[shape.numDimensions() + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < axis ? shape.get(i) : i > axis + 1 ? shape.get(i - 1) : Shape.UNKNOWN_SIZE;
    }
    return Shape.of(sizes);
  }

  /**
   * {@code [points, rows, …]} as {@code [points · rows, …]}.
   *
   * @param known of the result's shape
   */
  public TensorRef join(TensorRef x, Shape known) {
    TensorRef shape = sizes(x);
    TensorRef count = writer.binary("Mul", size(shape, 0), size(shape, 1));
    TensorRef joined =
        known.isUnknown() || known.numDimensions() == 0
            ? arrays.concat(0, arrays.vector(count), arrays.part(shape, 2, -1))
            : arrays.vector(joinedSizes(count, shape, known));
    return writer.reshape(x, joined, known);
  }

  /**
   * Sizes that are known are constants. TensorFlow infers shapes anew, and some ops do so wrongly
   * from less than the model knew, such as {@code MatrixDiagV3}.
   */
  private TensorRef[] joinedSizes(TensorRef count, TensorRef shape, Shape known) {
    TensorRef[] sizes = new TensorRef[known.numDimensions()];
    sizes[0] = count;
    for (int i = 1; i < sizes.length; i++) {
      long size = known.get(i);
      sizes[i] = size >= 0 ? writer.scalar(size) : size(shape, i + 1);
    }
    return sizes;
  }

  /**
   * The sum over points.
   *
   * @param x {@code [front…, points, rows, …]}
   * @param weights {@code [points]}, of the same type
   * @param front how many dimensions stand before the points
   */
  public TensorRef weightedSum(TensorRef x, TensorRef weights, int front) {
    TensorRef shape = sizes(x);
    TensorRef before = arrays.part(shape, 0, front);
    TensorRef points = arrays.part(shape, front, 1);
    TensorRef behind = arrays.part(shape, front + 1, -1);
    TensorRef flat =
        writer.reshape(
            x,
            arrays.concat(0, before, points, arrays.vector(writer.scalar(-1L))),
            Shape.unknown());
    TensorRef row = arrays.expand(weights, 0);
    TensorRef sum =
        front == 0
            ? writer.matMul(row, flat, false, false)
            : writer.op("BatchMatMulV2", row, flat).write();
    return writer.reshape(sum, arrays.concat(0, before, behind), without(x, front));
  }

  private Shape without(TensorRef x, int axis) {
    Shape shape = writer.graph().shape(x);
    if (shape.isUnknown()) {
      return shape;
    }
    long[] sizes = new long[shape.numDimensions() - 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i < axis ? i : i + 1);
    }
    return Shape.of(sizes);
  }

  /** A vector as factors of what has it as its first dimension. */
  public TensorRef column(TensorRef vector, TensorRef x) {
    TensorRef ones =
        arrays.fill(
            arrays.vector(writer.binary("Sub", arrays.rank(x), writer.scalar(1))),
            writer.scalar(1L),
            Shape.unknown());
    TensorRef shape = arrays.concat(0, arrays.vector(size(sizes(vector), 0)), ones);
    return writer.reshape(vector, shape, columnShape(writer.graph().shape(x)));
  }

  private static Shape columnShape(Shape of) {
    if (of.isUnknown()) {
      return of;
    }
    long[] sizes = new long[of.numDimensions()];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = Shape.UNKNOWN_SIZE;
    return Shape.of(sizes);
  }

  /** The shape as a vector of 64-bit integers. */
  TensorRef sizes(TensorRef x) {
    return writer.shapeOf(x, DataType.DT_INT64);
  }

  /** One size of a shape. */
  TensorRef size(TensorRef sizes, int axis) {
    return arrays.element(sizes, writer.scalar(axis), Shape.scalar());
  }

  /** The same as float32, if it has fewer bits: sums of many numbers need more digits. */
  public static TensorRef wide(NodeWriter writer, TensorRef x) {
    return Types.bytes(writer.graph().type(x)) < Types.bytes(DataType.DT_FLOAT)
        ? writer.cast(x, DataType.DT_FLOAT)
        : x;
  }
}
