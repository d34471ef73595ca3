package io.attributable.graph.plan;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Writes results that several runs add up to: each run is fed what those before it gave. */
final class AccumulatedResults {
  private final GraphBuilder graph;
  private final NodeWriter writer;
  private final ArrayWriter arrays;
  private final TensorRef scale;

  /**
   * Writes into a graph.
   *
   * @param scale what results of runs before count
   */
  AccumulatedResults(GraphBuilder graph, TensorRef scale) {
    this.scale = scale;
    this.graph = graph;
    this.writer = new NodeWriter(graph);
    this.arrays = new ArrayWriter(writer);
  }

  /**
   * Adds the part of a run to a result.
   *
   * @param part {@code [examples, …]}, of several targets behind a dimension for them
   * @param stacked how many dimensions stand before the example
   */
  Accumulator write(TensorRef part, TensorInfo tensor, int stacked) {
    Shape known = shape(tensor.shape(), stacked);
    TensorRef before = writer.placeholder("before", graph.type(part), Shape.unknown());
    TensorRef factor = writer.cast(scale, graph.type(part));
    TensorRef after = writer.op("AddV2", writer.mul(before, factor), part).shape(known).write();
    return new Accumulator(before, after, sum(after, stacked + 1));
  }

  private static Shape shape(Shape tensor, int stacked) {
    if (tensor.isUnknown()) {
      return tensor;
    }
    Shape shape = tensor;
    for (int i = 0; i < stacked; i++) {
      shape = shape.prepend(Shape.UNKNOWN_SIZE);
    }
    return shape;
  }

  /** Over all dimensions but the first ones. */
  private TensorRef sum(TensorRef x, int front) {
    TensorRef shape = writer.shapeOf(x, DataType.DT_INT64);
    TensorRef kept = arrays.part(shape, 0, front);
    TensorRef rows =
        arrays.concat(0, kept, arrays.vector(arrays.product(arrays.part(shape, front, -1))));
    return writer
        .op("Sum", writer.reshape(x, rows, Shape.unknown()), writer.ints(front))
        .shape(front == 1 ? Shape.of(-1) : Shape.of(-1, -1))
        .write();
  }
}
