package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the nodes that take arrays, and shapes, apart and put them together. */
public final class ArrayWriter {
  private final NodeWriter writer;

  public ArrayWriter(NodeWriter writer) {
    this.writer = writer;
  }

  private OpWriter op(String op) {
    return new OpWriter(writer, op);
  }

  private DataType type(TensorRef tensor) {
    return writer.graph().type(tensor);
  }

  public TensorRef slice(TensorRef x, TensorRef begin, TensorRef size, Shape known) {
    return op("Slice")
        .typeOf("T", x)
        .typeOf("Index", begin)
        .inputs(x, begin, size)
        .shape(known)
        .write();
  }

  /** Some numbers of a vector; all that are left where the count is -1. */
  public TensorRef part(TensorRef vector, int from, int count) {
    return slice(
        vector,
        writer.ints(from),
        writer.ints(count),
        count < 0 ? Shape.of(Shape.UNKNOWN_SIZE) : Shape.of(count));
  }

  public TensorRef concat(int axis, TensorRef... parts) {
    return op("ConcatV2")
        .typeOf("T", parts[0])
        .with("N", Attributes.of(parts.length))
        .with("Tidx", DataType.DT_INT32)
        .inputs(Stream.concat(Stream.of(parts), Stream.of(writer.scalar(axis))).toList())
        .write();
  }

  /** Vectors of the same length as the columns of a matrix. */
  public TensorRef columns(TensorRef... vectors) {
    return op("Pack")
        .typeOf("T", vectors[0])
        .with("N", Attributes.of(vectors.length))
        .with("axis", Attributes.of(1))
        .inputs(vectors)
        .write();
  }

  /** Scalars as a vector. */
  public TensorRef vector(TensorRef... scalars) {
    return op("Pack")
        .typeOf("T", scalars[0])
        .with("N", Attributes.of(scalars.length))
        .inputs(scalars)
        .shape(Shape.of(scalars.length))
        .write();
  }

  /** Rows of an array, or elements of a vector. */
  public TensorRef gather(TensorRef params, TensorRef indices) {
    return op("GatherV2")
        .typeOf("Tparams", params)
        .typeOf("Tindices", indices)
        .with("Taxis", DataType.DT_INT32)
        .inputs(params, indices, writer.scalar(0))
        .write();
  }

  public TensorRef gatherNd(TensorRef params, TensorRef indices) {
    return op("GatherNd")
        .typeOf("Tparams", params)
        .typeOf("Tindices", indices)
        .inputs(params, indices)
        .write();
  }

  /** The product of a vector's numbers. */
  public TensorRef product(TensorRef vector) {
    return op("Prod")
        .typeOf("T", vector)
        .with("Tidx", DataType.DT_INT32)
        .inputs(vector, writer.ints(0))
        .shape(Shape.scalar())
        .write();
  }

  /** 0, 1, ... up to a count. */
  public TensorRef range(TensorRef count) {
    TensorRef zero = writer.cast(writer.scalar(0), type(count));
    TensorRef one = writer.cast(writer.scalar(1), type(count));
    return op("Range")
        .typeOf("Tidx", count)
        .inputs(zero, count, one)
        .shape(Shape.of(Shape.UNKNOWN_SIZE))
        .write();
  }

  /** How many dimensions a tensor has. */
  public TensorRef rank(TensorRef x) {
    Shape shape = writer.graph().shape(x);
    if (!shape.isUnknown()) {
      return writer.scalar(shape.numDimensions());
    }
    return op("Rank").typeOf("T", x).inputs(x).shape(Shape.scalar()).write();
  }

  public TensorRef broadcast(TensorRef x, TensorRef shape, Shape known) {
    return op("BroadcastTo")
        .typeOf("T", x)
        .typeOf("Tidx", shape)
        .inputs(x, shape)
        .shape(known)
        .write();
  }

  public TensorRef transpose(TensorRef x, TensorRef order) {
    return op("Transpose").typeOf("T", x).typeOf("Tperm", order).inputs(x, order).write();
  }

  public TensorRef pad(TensorRef x, TensorRef paddings, Shape known) {
    return op("Pad")
        .typeOf("T", x)
        .typeOf("Tpaddings", paddings)
        .inputs(x, paddings)
        .shape(known)
        .write();
  }

  /** Sums rows that have the same index. */
  public TensorRef segmentSum(TensorRef data, TensorRef ids, TensorRef count) {
    return op("UnsortedSegmentSum")
        .typeOf("T", data)
        .typeOf("Tindices", ids)
        .typeOf("Tnumsegments", count)
        .inputs(data, ids, count)
        .write();
  }

  /** A product that is known to be shaped like some tensor, though one factor may be broadcast. */
  public TensorRef mul(TensorRef a, TensorRef b, TensorRef like) {
    return op("Mul").typeOf("T", a).inputs(a, b).shapedLike(like).write();
  }

  /** Rows of any shape, each multiplied by a scalar of its own. */
  public TensorRef mulRows(TensorRef rows, TensorRef numbers) {
    TensorRef more = writer.binary("Sub", rank(rows), rank(numbers));
    TensorRef ones =
        op("Fill")
            .with("T", DataType.DT_INT32)
            .with("index_type", DataType.DT_INT32)
            .inputs(vector(more), writer.scalar(1))
            .write();
    TensorRef shape = concat(0, writer.shapeOf(numbers, DataType.DT_INT32), ones);
    return mul(rows, writer.reshape(numbers, shape, Shape.unknown()), rows);
  }

  /** What a sum of numbers has more than that of others: a scalar. */
  public TensorRef rest(TensorRef all, TensorRef some) {
    return writer.binary("Sub", total(all), total(some));
  }

  /** The sum of all numbers: a scalar. */
  public TensorRef total(TensorRef x) {
    TensorRef flat = writer.reshape(x, writer.ints(-1), Shape.of(Shape.UNKNOWN_SIZE));
    return op("Sum")
        .typeOf("T", x)
        .with("Tidx", DataType.DT_INT32)
        .inputs(flat, writer.ints(0))
        .shape(Shape.scalar())
        .write();
  }

  /** How many numbers an array has. */
  public TensorRef size(TensorRef x) {
    return op("Size")
        .typeOf("T", x)
        .with("out_type", DataType.DT_INT32)
        .inputs(x)
        .shape(Shape.scalar())
        .write();
  }

  /** Whether numbers are equal, as numbers of the given type. */
  public TensorRef equal(TensorRef a, TensorRef b, DataType as) {
    TensorRef flags = op("Equal").typeOf("T", a).inputs(a, b).write();
    return op("Cast").with("SrcT", DataType.DT_BOOL).with("DstT", as).inputs(flags).write();
  }

  /** Which axes to sum over where two shapes were broadcast, for each of both. */
  public FlatNode broadcastAxes(TensorRef firstShape, TensorRef secondShape) {
    return op("BroadcastGradientArgs")
        .typeOf("T", firstShape)
        .inputs(firstShape, secondShape)
        .writeNode();
  }
}
