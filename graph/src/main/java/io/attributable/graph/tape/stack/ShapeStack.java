package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** Ops that change dimensions, and ops that read them. */
final class ShapeStack {
  private ShapeStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    rules.put("Shape", ShapeStack::shapes);
    rules.put("Reshape", ShapeStack::reshape);
    rules.put("ExpandDims", node -> shifted(node, 0, 1));
    rules.put("Transpose", ShapeStack::transpose);
    rules.put("BroadcastTo", ShapeStack::broadcastTo);
    for (String op : List.of("Sum", "Mean", "Prod")) {
      rules.put(op, node -> shifted(node, 0, 1));
    }
    rules.put("Cumsum", node -> shifted(node, 0, 1));
    return rules;
  }

  /** One input for each seed, and axes. */
  static List<Stacked> shifted(StackedNode node, int values, int axes) {
    List<TensorRef> inputs = node.inputs();
    inputs.set(values, node.only(values));
    inputs.set(axes, node.writer().shifted(node.same(axes)));
    return node.like(inputs);
  }

  /** A shape is the same for all seeds. */
  private static List<Stacked> shapes(StackedNode node) {
    List<Stacked> whole = node.like(node.inputs());
    List<Stacked> single = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      TensorRef shape = whole.get(i).tensor();
      single.add(new Stacked(node.each(i) ? node.writer().slice(shape, 1, -1) : shape, false));
    }
    return single;
  }

  private static List<Stacked> reshape(StackedNode node) {
    TensorRef shape = node.same(1);
    TensorRef count = node.writer().count(node.writer().graph().type(shape));
    return node.like(List.of(node.only(0), node.writer().inFront(count, shape)));
  }

  private static List<Stacked> transpose(StackedNode node) {
    TensorRef order = node.same(1);
    StackWriter writer = node.writer();
    TensorRef behind =
        writer.binary(
            "AddV2", order, writer.nodes().cast(writer.nodes().scalar(1), type(node, order)));
    return node.like(List.of(node.only(0), writer.inFront(writer.nodes().ints(0), behind)));
  }

  private static DataType type(StackedNode node, TensorRef tensor) {
    return node.writer().graph().type(tensor);
  }

  private static List<Stacked> broadcastTo(StackedNode node) {
    TensorRef values = node.only(0);
    TensorRef shape = node.same(1);
    TensorRef wide = node.aligned(0, node.outputRank(0));
    TensorRef count = node.writer().count(type(node, shape));
    return node.like(
        List.of(wide.equals(values) ? values : wide, node.writer().inFront(count, shape)));
  }
}
