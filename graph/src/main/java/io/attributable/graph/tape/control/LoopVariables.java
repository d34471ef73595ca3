package io.attributable.graph.tape.control;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** What is added to a loop's body: more variables, and arithmetic on the count of iterations. */
final class LoopVariables {
  private final NodeWriter writer;

  LoopVariables(GraphBuilder body) {
    this.writer = new NodeWriter(body);
  }

  /** A placeholder for a variable's value before the iteration. */
  TensorRef add(String label, DataType type, Shape shape) {
    return writer.placeholder(label, type, shape);
  }

  /** A list that grows or shrinks by an item per iteration. */
  TensorRef addList() {
    return add("records", DataType.DT_VARIANT, Shape.scalar());
  }

  /** The number of iterations, past or to come. */
  TensorRef addCount() {
    return add("iterations", DataType.DT_INT32, Shape.scalar());
  }

  TensorRef plus(TensorRef count, int by) {
    return writer.binary("AddV2", count, writer.scalar(by));
  }

  TensorRef isPositive(TensorRef count) {
    return writer.op("Greater", count, writer.scalar(0)).shape(Shape.scalar()).write();
  }
}
