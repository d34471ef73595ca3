package io.attributable.graph.tape.control;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** What is added to a loop's body: more variables, and arithmetic on the count of iterations. */
final class LoopVariables {
  private final GraphBuilder body;

  LoopVariables(GraphBuilder body) {
    this.body = body;
  }

  /** A placeholder that stands for a variable's value before the iteration. */
  TensorRef add(String label, DataType type, Shape shape) {
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype", Attributes.of(type),
            "shape", AttrValue.newBuilder().setShape(Types.proto(shape)).build());
    return body.add("Placeholder", label, List.of(), attributes, shape);
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
    NodeWriter writer = new NodeWriter(body);
    return writer.binary("AddV2", count, writer.scalar(by));
  }

  TensorRef isPositive(TensorRef count) {
    NodeWriter writer = new NodeWriter(body);
    return body.add(
        "Greater",
        "Greater",
        List.of(count, writer.scalar(0)),
        writer.typed(count),
        Shape.scalar());
  }
}
