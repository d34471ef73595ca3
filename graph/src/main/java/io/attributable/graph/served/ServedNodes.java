package io.attributable.graph.served;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** The nodes of a signature while they are being put together. Not thread-safe. */
final class ServedNodes {
  private static final String PREFIX = "served/";

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

  /** Begins with some nodes. */
  ServedNodes(Collection<NodeDef> given) {
    given.forEach(node -> nodes.put(node.getName(), node));
  }

  Collection<NodeDef> all() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  boolean holds(String node) {
    return nodes.containsKey(node);
  }

  /** Adds a node, or has it take the place of the one of its name. */
  void put(NodeDef node) {
    nodes.put(node.getName(), node);
  }

  /** Adds a node with one output under a name of its own. */
  TensorRef add(String op, Map<String, AttrValue> attributes, List<TensorRef> inputs) {
    String name = freshName(op);
    put(node(name, op, attributes, inputs));
    return new TensorRef(name, 0);
  }

  /** A node that is not added yet. */
  static NodeDef node(
      String name, String op, Map<String, AttrValue> attributes, List<TensorRef> inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(op).putAllAttr(attributes);
    inputs.forEach(input -> node.addInput(input.toString()));
    return node.build();
  }

  /** Adds what is fed. */
  TensorRef placeholder(String label, DataType type, Shape shape) {
    String name = freshName(label);
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype", Attributes.of(type),
            "shape", AttrValue.newBuilder().setShape(Types.proto(shape)).build());
    put(node(name, "Placeholder", attributes, List.of()));
    return new TensorRef(name, 0);
  }

  /** Adds a 64-bit integer. */
  TensorRef scalar(long value) {
    return constant(
        DataType.DT_INT64,
        TensorProto.newBuilder().addInt64Val(value).setTensorShape(Types.proto(Shape.scalar())));
  }

  /** Adds a vector of 64-bit integers. */
  TensorRef vector(long... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setTensorShape(Types.proto(Shape.of(values.length)));
    for (long value : values) {
      proto.addInt64Val(value);
    }
    return constant(DataType.DT_INT64, proto);
  }

  /** Adds what is no number, of a floating-point type. */
  TensorRef notANumber(DataType type) {
    TensorRef wide =
        constant(
            DataType.DT_DOUBLE,
            TensorProto.newBuilder()
                .addDoubleVal(Double.NaN)
                .setTensorShape(Types.proto(Shape.scalar())));
    return type == DataType.DT_DOUBLE
        ? wide
        : add(
            "Cast",
            Map.of("SrcT", Attributes.of(DataType.DT_DOUBLE), "DstT", Attributes.of(type)),
            List.of(wide));
  }

  private TensorRef constant(DataType type, TensorProto.Builder value) {
    Map<String, AttrValue> attributes =
        Map.of(
            "dtype", Attributes.of(type),
            "value", AttrValue.newBuilder().setTensor(value.setDtype(type)).build());
    return add("Const", attributes, List.of());
  }

  private String freshName(String label) {
    String base = PREFIX + label.replaceAll("[^A-Za-z0-9_.]", "_");
    String name = base;
    for (int i = 1; nodes.containsKey(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
