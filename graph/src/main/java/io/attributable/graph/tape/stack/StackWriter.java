package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes the nodes that convert single tensors to stacks and back. */
final class StackWriter {
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final GraphBuilder graph;
  private final TensorRef count;

  private StackWriter(NodeWriter writer, TensorRef count) {
    this.writer = writer;
    this.arrays = new ArrayWriter(writer);
    this.graph = writer.graph();
    this.count = count;
  }

  /**
   * Writes into a graph.
   *
   * @param count the number of seeds, as a vector
   */
  static StackWriter counting(NodeWriter writer, TensorRef count) {
    return new StackWriter(writer, count);
  }

  /**
   * Writes into a graph.
   *
   * @param seeds a tensor with all seeds along its first dimension
   */
  static StackWriter of(NodeWriter writer, TensorRef seeds) {
    TensorRef shape = writer.shapeOf(seeds, DataType.DT_INT32);
    return new StackWriter(writer, new ArrayWriter(writer).part(shape, 0, 1));
  }

  NodeWriter nodes() {
    return writer;
  }

  GraphBuilder graph() {
    return graph;
  }

  /** The number of seeds, as a vector of one element. */
  TensorRef count(DataType type) {
    return writer.cast(count, type);
  }

  /** The same value for each seed. */
  TensorRef repeat(TensorRef tensor) {
    return broadcast(tensor, inFront(count, writer.shapeOf(tensor, DataType.DT_INT32)));
  }

  /** With more dimensions of size one behind the seeds'. */
  TensorRef widen(TensorRef stack, int dimensions) {
    TensorRef shape = writer.shapeOf(stack, DataType.DT_INT32);
    int[] ones = new int[dimensions];
    Arrays.fill(ones, 1);
    TensorRef wide = join(List.of(count, writer.ints(ones), slice(shape, 1, -1)));
    return writer.reshape(stack, wide, Shape.unknown());
  }

  /** With as many dimensions behind the seeds' as a single pass is found to have. */
  TensorRef widen(TensorRef stack, TensorRef rank) {
    TensorRef missing = writer.binary("Sub", rank, rank(stack, true));
    TensorRef shape = writer.shapeOf(stack, DataType.DT_INT32);
    TensorRef ones =
        broadcast(writer.scalar(1), writer.reshape(missing, writer.ints(1), Shape.of(1)));
    return writer.reshape(stack, join(List.of(count, ones, slice(shape, 1, -1))), Shape.unknown());
  }

  /** The number of dimensions of a single pass's tensor. */
  TensorRef rank(TensorRef tensor, boolean each) {
    TensorRef rank = writer.op("Rank", tensor).shape(Shape.scalar()).write();
    return each ? writer.binary("Sub", rank, writer.scalar(1)) : rank;
  }

  /** Seeds and first dimension as one. */
  TensorRef flatten(TensorRef stack) {
    TensorRef rest = slice(writer.shapeOf(stack, DataType.DT_INT32), 2, -1);
    return writer.reshape(stack, inFront(writer.ints(-1), rest), Shape.unknown());
  }

  /** Seeds apart again from what {@link #flatten} made one of. */
  TensorRef unflatten(TensorRef flat) {
    TensorRef shape = writer.shapeOf(flat, DataType.DT_INT32);
    TensorRef examples = binary("FloorDiv", slice(shape, 0, 1), count);
    TensorRef apart = join(List.of(count, examples, slice(shape, 1, -1)));
    return writer.reshape(flat, apart, Shape.unknown());
  }

  /** The shape of a single tensor whose first dimension is that of all seeds. */
  TensorRef flattenShape(TensorRef shape) {
    TensorRef first = binary("Mul", slice(shape, 0, 1), count(graph.type(shape)));
    return join(List.of(first, slice(shape, 1, -1)));
  }

  /** A value for the seeds' dimension before those for the dimensions of a single tensor. */
  TensorRef inFront(TensorRef ofSeeds, TensorRef ofDimensions) {
    return join(List.of(writer.cast(ofSeeds, graph.type(ofDimensions)), ofDimensions));
  }

  /** Axes of a single tensor, as those of the stack; negative ones count from the end. */
  TensorRef shifted(TensorRef axes) {
    TensorRef zero = writer.cast(writer.scalar(0), graph.type(axes));
    TensorRef behind = writer.op("GreaterEqual", axes, zero).shapedLike(axes).write();
    return binary("AddV2", axes, writer.cast(behind, graph.type(axes)));
  }

  /** A part of a vector. */
  TensorRef slice(TensorRef vector, int from, int size) {
    return arrays.part(vector, from, size);
  }

  /** Vectors as one, or matrices one above the other. */
  TensorRef join(List<TensorRef> parts) {
    return arrays.concat(0, parts);
  }

  /** An op of two integer tensors of the same type. */
  TensorRef binary(String op, TensorRef a, TensorRef b) {
    return writer.op(op, a, b).write();
  }

  /** The dimensions in another order. */
  TensorRef transpose(TensorRef tensor, int... order) {
    return arrays.transpose(tensor, writer.ints(order));
  }

  /** The index of each seed. */
  TensorRef seedIndices() {
    return arrays.range(writer.reshape(count, writer.longs(), Shape.scalar()));
  }

  /** The values of a tensor, repeated to fill a shape. */
  TensorRef broadcast(TensorRef tensor, TensorRef shape) {
    return arrays.broadcast(tensor, shape, Shape.unknown());
  }

  /** Two tensors side by side along their last dimension. */
  TensorRef joinColumns(TensorRef left, TensorRef right) {
    return arrays.concat(-1, left, right);
  }
}
