package io.attributable.graph.write;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the nodes that take arrays, and shapes, apart and put them together. */
public final class ArrayWriter {
  private static final Shape VECTOR = Shape.of(Shape.UNKNOWN_SIZE);

  private final NodeWriter writer;
  private final GraphBuilder graph;

  public ArrayWriter(NodeWriter writer) {
    this.writer = writer;
    this.graph = writer.graph();
  }

  public TensorRef slice(TensorRef x, TensorRef begin, TensorRef size, Shape known) {
    return writer.op("Slice", x, begin, size).shape(known).write();
  }

  /** Consecutive elements of a vector; all remaining ones if the count is -1. */
  public TensorRef part(TensorRef vector, int from, int count) {
    Shape known = count < 0 ? VECTOR : Shape.of(count);
    return slice(vector, writer.ints(from), writer.ints(count), known);
  }

  /** One element of a vector, or one slice of an array. */
  public TensorRef element(TensorRef params, TensorRef index, Shape known) {
    return writer.op("GatherV2", params, index, writer.scalar(0)).shape(known).write();
  }

  public TensorRef concat(int axis, TensorRef... parts) {
    return concat(axis, List.of(parts));
  }

  public TensorRef concat(int axis, List<TensorRef> parts) {
    return writer
        .op("ConcatV2", Stream.concat(parts.stream(), Stream.of(writer.scalar(axis))).toList())
        .write();
  }

  /** Vectors of the same length as the columns of a matrix. */
  public TensorRef columns(TensorRef... vectors) {
    return writer.op("Pack", vectors).with("axis", 1).write();
  }

  /** Scalars as a vector. */
  public TensorRef vector(TensorRef... scalars) {
    return writer.op("Pack", scalars).shape(Shape.of(scalars.length)).write();
  }

  /** Rows of an array, or elements of a vector. */
  public TensorRef gather(TensorRef params, TensorRef indices) {
    return element(params, indices, Shape.unknown());
  }

  public TensorRef gatherNd(TensorRef params, TensorRef indices) {
    return writer.op("GatherNd", params, indices).write();
  }

  /** The product of a vector's elements. */
  public TensorRef product(TensorRef vector) {
    return writer.op("Prod", vector, writer.ints(0)).shape(Shape.scalar()).write();
  }

  /** 0, 1, ... up to a count. */
  public TensorRef range(TensorRef count) {
    return range(writer.cast(writer.scalar(0), graph.type(count)), count);
  }

  /** The integers from a scalar up to another, which is excluded. */
  public TensorRef range(TensorRef from, TensorRef to) {
    TensorRef one = writer.cast(writer.scalar(1), graph.type(to));
    return writer.op("Range", from, to, one).shape(VECTOR).write();
  }

  /** The elements of a vector that another does not have, in their order. */
  public TensorRef setDifference(TensorRef elements, TensorRef without) {
    return writer.op("ListDiff", elements, without).shape(VECTOR).write();
  }

  /** How many dimensions a tensor has. */
  public TensorRef rank(TensorRef x) {
    Shape shape = graph.shape(x);
    return shape.isUnknown()
        ? writer.op("Rank", x).shape(Shape.scalar()).write()
        : writer.scalar(shape.numDimensions());
  }

  /** An array of equal elements. */
  public TensorRef fill(TensorRef sizes, TensorRef value, Shape known) {
    return writer.op("Fill", sizes, value).shape(known).write();
  }

  public TensorRef broadcast(TensorRef x, TensorRef shape, Shape known) {
    return writer.op("BroadcastTo", x, shape).shape(known).write();
  }

  public TensorRef transpose(TensorRef x, TensorRef order) {
    return writer.op("Transpose", x, order).write();
  }

  /** With one more dimension of size one. */
  public TensorRef expand(TensorRef x, int axis) {
    return writer.op("ExpandDims", x, writer.scalar(axis)).write();
  }

  public TensorRef pad(TensorRef x, TensorRef paddings, Shape known) {
    return writer.op("Pad", x, paddings).shape(known).write();
  }

  /** Sums rows that have the same index. */
  public TensorRef segmentSum(TensorRef data, TensorRef ids, TensorRef count) {
    return writer.op("UnsortedSegmentSum", data, ids, count).write();
  }

  /** A product with the shape of a given tensor, though one factor may be broadcast. */
  public TensorRef mul(TensorRef a, TensorRef b, TensorRef like) {
    return writer.op("Mul", a, b).shapedLike(like).write();
  }

  /** Rows of any shape, each multiplied by its factor. */
  public TensorRef mulRows(TensorRef rows, TensorRef factors) {
    TensorRef more = writer.binary("Sub", rank(rows), rank(factors));
    TensorRef ones = fill(vector(more), writer.scalar(1), Shape.unknown());
    TensorRef shape = concat(0, writer.shapeOf(factors, DataType.DT_INT32), ones);
    return mul(rows, writer.reshape(factors, shape, Shape.unknown()), rows);
  }

  /** The difference of the sums of two arrays: a scalar. */
  public TensorRef rest(TensorRef all, TensorRef some) {
    return writer.binary("Sub", total(all), total(some));
  }

  /** The sum of all elements: a scalar. */
  public TensorRef total(TensorRef x) {
    TensorRef flat = writer.reshape(x, writer.ints(-1), VECTOR);
    return writer.op("Sum", flat, writer.ints(0)).shape(Shape.scalar()).write();
  }

  /** The number of elements of an array. */
  public TensorRef size(TensorRef x) {
    return writer.op("Size", x).shape(Shape.scalar()).write();
  }

  /** Whether elements are equal, as 0 and 1 of the given type. */
  public TensorRef equal(TensorRef a, TensorRef b, DataType as) {
    return writer.cast(writer.op("Equal", a, b).write(), as);
  }

  /** Which axes to sum over where two shapes were broadcast, for each of both. */
  public FlatNode broadcastAxes(TensorRef firstShape, TensorRef secondShape) {
    return writer.op("BroadcastGradientArgs", firstShape, secondShape).writeNode();
  }
}
