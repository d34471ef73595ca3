package io.attributable.graph.served;

import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Finds out, in the graph and by each request's own numbers, whether several points may be
 * evaluated at once: where rows influence one another, as by statistics of a batch, an input's
 * output is another one beside that of a baseline. It takes a forward pass of three points.
 */
final class PointsTogether {
  /** Kernels round differently for other sizes; influences are larger by far. */
  private static final double ROUNDING = 1e-3;

  private static final double ROUNDING_OF_HALVES = 2e-2;

  private final GraphBuilder graph;
  private final ForwardAtPoints forward;
  private final TensorRef output;
  private final boolean samples;
  private final boolean noisy;
  private final NodeWriter writer;
  private final ArrayWriter arrays;

  /**
   * Asks a model.
   *
   * @param output what is explained, at the inputs
   */
  PointsTogether(
      GraphBuilder graph, PlannedPoints planned, ForwardAtPoints forward, TensorRef output) {
    this.samples = planned.pointsAreSamples();
    this.noisy = planned.feeds().noise().isPresent();
    this.graph = graph;
    this.forward = forward;
    this.output = output;
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
  }

  /** A truth value. */
  TensorRef write() {
    TensorRef one = flat(single());
    TensorRef three = flat(samples ? forward.atSamples(0, 1, 0) : forward.at(1, 0, 1));
    TensorRef size = arrays.size(one);
    TensorRef all = arrays.size(three);
    TensorRef last = writer.mul(size, writer.scalar(2));
    TensorRef range = arrays.range(size);
    TensorRef largest =
        writer.op("Max", writer.unary("Abs", one), writer.ints(0)).shape(Shape.scalar()).write();
    boolean half = Types.bytes(graph.type(output)) < Types.bytes(DataType.DT_FLOAT);
    TensorRef part = writer.scalarLike(one, half ? ROUNDING_OF_HALVES : ROUNDING);
    TensorRef bound = writer.mul(largest, part);
    TensorRef rows = writer.op("Equal", all, writer.mul(size, writer.scalar(3))).write();
    TensorRef begin = close(one, rows(three, all, range), bound);
    TensorRef end = close(one, rows(three, all, writer.binary("AddV2", last, range)), bound);
    return and(rows, and(begin, end));
  }

  private TensorRef single() {
    if (samples) {
      return forward.atSamples(0);
    }
    return noisy ? forward.at(1) : output;
  }

  private TensorRef and(TensorRef a, TensorRef b) {
    return writer.op("LogicalAnd", a, b).shape(Shape.scalar()).write();
  }

  private TensorRef flat(TensorRef x) {
    TensorRef values = writer.reshape(x, writer.ints(-1), Shape.of(-1));
    return writer.cast(values, DataType.DT_DOUBLE);
  }

  /** Some elements; any, where there are fewer. */
  private TensorRef rows(TensorRef flat, TensorRef size, TensorRef indices) {
    TensorRef atLeastOne = writer.binary("Maximum", size, writer.scalar(1));
    return arrays.gather(flat, writer.op("FloorMod", indices, atLeastOne).write());
  }

  /** A NaN is close to nothing. */
  private TensorRef close(TensorRef a, TensorRef b, TensorRef bound) {
    TensorRef distance = writer.unary("Abs", writer.op("Sub", a, b).write());
    TensorRef close = writer.op("LessEqual", distance, bound).write();
    return writer.op("All", close, writer.ints(0)).shape(Shape.scalar()).write();
  }
}
