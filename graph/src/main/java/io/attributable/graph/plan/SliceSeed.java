package io.attributable.graph.plan;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * Writes the gradient that the tape starts from where a part of each example's output is summed:
 * the example's weight in that part, 0 elsewhere. Parts are given as a start, an end and a step per
 * axis, and cut to the output, so that none makes a node fail.
 */
final class SliceSeed {
  /** The numbers that are fed per axis. */
  private static final int FED = 3;

  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final TensorRef output;
  private final TensorRef sizes;
  private final int rank;

  /**
   * For an output of known rank.
   *
   * @param sizes its shape at run time, 64-bit
   */
  SliceSeed(GraphBuilder graph, TensorRef output, TensorRef sizes) {
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
    this.output = output;
    this.sizes = sizes;
    this.rank = graph.shape(output).numDimensions();
  }

  /**
   * Shaped like the output.
   *
   * @param bounds by example, the three numbers of each axis
   * @param weights of the output's type, one per example
   */
  TensorRef write(TensorRef bounds, TensorRef weights) {
    TensorRef seed = column(weights);
    for (int axis = 0; axis < rank - 1; axis++) {
      TensorRef taken = writer.cast(taken(bounds, axis), graph.type(output));
      seed = writer.op("Mul", seed, taken).write();
    }
    return writer.reshape(seed, sizes, graph.shape(output));
  }

  /** Which positions of an axis are taken. */
  private TensorRef taken(TensorRef bounds, int axis) {
    TensorRef size = arrays.element(sizes, writer.scalar(axis + 1), Shape.scalar());
    TensorRef from = within(bound(bounds, axis, 0), size);
    TensorRef to = within(bound(bounds, axis, 1), size);
    TensorRef step = bound(bounds, axis, 2);
    TensorRef positions = writer.reshape(arrays.range(size), along(axis + 1), Shape.unknown());
    TensorRef distance = binary("Sub", positions, from);
    TensorRef whole = binary("Mul", binary("FloorDiv", distance, step), step);
    TensorRef between =
        binary(
            "LogicalAnd",
            binary("GreaterEqual", distance, writer.scalar(0L)),
            binary("Less", positions, to));
    return binary("LogicalAnd", between, binary("Equal", whole, distance));
  }

  private TensorRef bound(TensorRef bounds, int axis, int which) {
    return column(
        arrays.slice(
            bounds, writer.ints(0, FED * axis + which), writer.ints(-1, 1), Shape.of(-1, 1)));
  }

  /** Negative positions count from the end. */
  private TensorRef within(TensorRef position, TensorRef size) {
    TensorRef counted =
        writer.select(
            binary("Less", position, writer.scalar(0L)), binary("AddV2", position, size), position);
    return binary("Maximum", writer.scalar(0L), binary("Minimum", counted, size));
  }

  /** A number per example, to be broadcast to the output. */
  private TensorRef column(TensorRef numbers) {
    return writer.reshape(numbers, along(0), Shape.unknown());
  }

  /** The shape of a vector along one axis of the output. */
  private TensorRef along(int axis) {
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[axis] = -1;
    return writer.ints(shape);
  }

  private TensorRef binary(String op, TensorRef a, TensorRef b) {
    return writer.op(op, a, b).write();
  }
}
