package io.attributable.tensorflow.rules;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.tensor.Types;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Graphs of any op at all, between placeholders of which nothing is known. */
final class SampleNodes {
  static final String OP = "op";

  /** Ops that look at windows in three dimensions. */
  private static final String DEEP = ".*(3D|Volume).*";

  private SampleNodes() {}

  /** A node with the first attributes that come to mind; not every op can do with these. */
  static FlatNode of(OpDef op) {
    Map<String, AttrValue> attributes = new HashMap<>();
    op.getAttrList()
        .forEach(attribute -> attributes.put(attribute.getName(), value(op.getName(), attribute)));
    return new FlatNode(OP, OP, 0, op, List.of(), List.of(), attributes, List.of());
  }

  private static AttrValue value(String op, OpDef.AttrDef attribute) {
    List<DataType> types = attribute.getAllowedValues().getList().getTypeList();
    return switch (attribute.getType()) {
      case "type" -> Attributes.of(type(attribute, types));
      case "list(type)" -> types(types);
      default -> attribute.hasDefaultValue() ? attribute.getDefaultValue() : plain(op, attribute);
    };
  }

  private static DataType type(OpDef.AttrDef attribute, List<DataType> allowed) {
    boolean free = allowed.isEmpty() && !attribute.hasDefaultValue();
    if (free || allowed.contains(DataType.DT_FLOAT)) {
      return DataType.DT_FLOAT;
    }
    return attribute.hasDefaultValue() ? attribute.getDefaultValue().getType() : allowed.get(0);
  }

  private static AttrValue types(List<DataType> allowed) {
    DataType type = allowed.isEmpty() ? DataType.DT_FLOAT : allowed.get(0);
    return AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addType(type)).build();
  }

  private static AttrValue plain(String op, OpDef.AttrDef attribute) {
    return switch (attribute.getType()) {
      case "int" -> Attributes.of(Math.max(2, attribute.getMinimum()));
      case "bool" -> Attributes.of(false);
      case "float" -> AttrValue.newBuilder().setF(1).build();
      case "string" -> text(attribute);
      case "list(int)" -> Attributes.of(Collections.nCopies(op.matches(DEEP) ? 5 : 4, 1L));
      case "shape" -> AttrValue.newBuilder().setShape(Types.proto(Shape.unknown())).build();
      default -> AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder()).build();
    };
  }

  private static AttrValue text(OpDef.AttrDef attribute) {
    List<ByteString> allowed = attribute.getAllowedValues().getList().getSList();
    return AttrValue.newBuilder()
        .setS(allowed.isEmpty() ? ByteString.copyFromUtf8("i,i->i") : allowed.get(0))
        .build();
  }

  /** The graph: {@code in0}, {@code in1}, ... are fed to {@link #OP}. */
  static GraphDef graph(FlatNode node) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    NodeDef.Builder op =
        NodeDef.newBuilder().setName(OP).setOp(node.op()).putAllAttr(node.attributes());
    List<DataType> types = InputTypes.of(node);
    for (int i = 0; i < types.size(); i++) {
      graph.addNode(
          NodeDef.newBuilder()
              .setName("in" + i)
              .setOp("Placeholder")
              .putAttr("dtype", Attributes.of(types.get(i))));
      op.addInput("in" + i);
    }
    return graph.addNode(op).build();
  }

  /** The types of what it makes. */
  static List<DataType> outputs(FlatNode node) {
    return NodeOutputs.types(node.definition(), node.attributes());
  }
}
