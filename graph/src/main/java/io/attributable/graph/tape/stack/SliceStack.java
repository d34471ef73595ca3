package io.attributable.graph.tape.stack;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Ops that slice, concatenate, gather and scatter. */
final class SliceStack {
  private SliceStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    rules.put("ConcatV2", SliceStack::concat);
    rules.put("Pack", SliceStack::pack);
    rules.put("Unpack", node -> node.like("Unpack", node.inputs(), shiftedAxis(node)));
    rules.put("Split", node -> ShapeStack.shifted(node, 1, 0));
    rules.put("SplitV", SliceStack::splitV);
    rules.put("Slice", SliceStack::slice);
    rules.put("StridedSlice", SliceStack::stridedSlice);
    rules.put("StridedSliceGrad", SliceStack::stridedSliceGradient);
    rules.put("Pad", SliceStack::pad);
    rules.put("PadV2", SliceStack::pad);
    rules.put("GatherV2", SliceStack::gather);
    rules.put("ScatterNd", SliceStack::scatter);
    return rules;
  }

  private static List<Stacked> concat(StackedNode node) {
    int last = node.inputCount() - 1;
    List<TensorRef> inputs = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      inputs.add(node.repeated(i));
    }
    inputs.add(node.writer().shifted(node.same(last)));
    return node.like(inputs);
  }

  private static List<Stacked> pack(StackedNode node) {
    List<TensorRef> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      inputs.add(node.repeated(i));
    }
    return node.like("Pack", inputs, shiftedAxis(node));
  }

  private static Map<String, AttrValue> shiftedAxis(StackedNode node) {
    long axis = node.node().attribute("axis").getI();
    Map<String, AttrValue> attributes = new HashMap<>(node.node().attributes());
    attributes.put("axis", Attributes.of(axis < 0 ? axis : axis + 1));
    return attributes;
  }

  private static List<Stacked> splitV(StackedNode node) {
    TensorRef axis = node.writer().shifted(node.same(2));
    return node.like(List.of(node.only(0), node.same(1), axis));
  }

  private static List<Stacked> slice(StackedNode node) {
    TensorRef begin = front(node, node.same(1), 0);
    return node.like(List.of(node.only(0), begin, front(node, node.same(2), -1)));
  }

  private static List<Stacked> stridedSlice(StackedNode node) {
    List<TensorRef> inputs =
        List.of(
            node.only(0),
            front(node, node.same(1), 0),
            front(node, node.same(2), 0),
            front(node, node.same(3), 1));
    return node.like("StridedSlice", inputs, shiftedMasks(node));
  }

  private static List<Stacked> stridedSliceGradient(StackedNode node) {
    TensorRef shape = node.same(0);
    TensorRef count = node.writer().count(node.writer().graph().type(shape));
    List<TensorRef> inputs =
        List.of(
            node.writer().inFront(count, shape),
            front(node, node.same(1), 0),
            front(node, node.same(2), 0),
            front(node, node.same(3), 1),
            node.only(4));
    return node.like("StridedSliceGrad", inputs, shiftedMasks(node));
  }

  /** All seeds are taken: begin and end of the dimension in front do not count. */
  private static Map<String, AttrValue> shiftedMasks(StackedNode node) {
    Map<String, AttrValue> attributes = new HashMap<>(node.node().attributes());
    for (String mask : List.of("begin_mask", "end_mask")) {
      attributes.put(mask, Attributes.of(node.node().attribute(mask).getI() << 1 | 1));
    }
    for (String mask : List.of("ellipsis_mask", "new_axis_mask", "shrink_axis_mask")) {
      attributes.put(mask, Attributes.of(node.node().attribute(mask).getI() << 1));
    }
    return attributes;
  }

  private static List<Stacked> pad(StackedNode node) {
    TensorRef paddings = node.same(1);
    NodeWriter writer = node.nodes();
    TensorRef none =
        writer.reshape(
            writer.cast(writer.ints(0, 0), writer.graph().type(paddings)),
            writer.ints(1, 2),
            Shape.of(1, 2));
    List<TensorRef> inputs = node.inputs();
    inputs.set(0, node.only(0));
    inputs.set(1, node.writer().join(List.of(none, paddings)));
    if (inputs.size() > 2) {
      inputs.set(2, node.same(2));
    }
    return node.like(inputs);
  }

  private static List<Stacked> gather(StackedNode node) {
    if (node.node().attribute("batch_dims").getI() != 0 || node.each(1)) {
      throw node.unknown();
    }
    TensorRef axis = node.writer().shifted(node.same(2));
    return node.like(List.of(node.only(0), node.same(1), axis));
  }

  /** Each index is prefixed with the index of its seed. */
  private static List<Stacked> scatter(StackedNode node) {
    StackWriter writer = node.writer();
    NodeWriter nodes = node.nodes();
    if (node.rank(0) != 2 || node.rank(1) != 1) {
      throw node.unknown();
    }
    TensorRef indices = node.repeated(0);
    DataType type = writer.graph().type(indices);
    TensorRef rows = writer.slice(nodes.shapeOf(indices, DataType.DT_INT32), 0, 2);
    TensorRef seeds =
        nodes.reshape(
            nodes.cast(writer.seedIndices(), type), nodes.ints(-1, 1, 1), Shape.unknown());
    TensorRef wide = writer.broadcast(seeds, writer.join(List.of(rows, nodes.ints(1))));
    TensorRef shape = node.same(2);
    TensorRef whole = writer.inFront(writer.count(writer.graph().type(shape)), shape);
    return node.like(List.of(writer.joinColumns(wide, indices), node.repeated(1), whole));
  }

  private static TensorRef front(StackedNode node, TensorRef vector, int value) {
    return node.writer().inFront(node.nodes().ints(value), vector);
  }
}
