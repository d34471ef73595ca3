package io.attributable.graph.flat;

import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/** Which tensors a node makes, by its op's definition and its attributes. */
public final class NodeOutputs {
  private static final int MOST = 1 << 16;

  private NodeOutputs() {}

  /**
   * The types of all outputs, in order.
   *
   * @throws IllegalArgumentException if an attribute with them is missing
   */
  public static List<DataType> types(OpDef op, Map<String, AttrValue> attributes) {
    return types(op, op.getOutputArgList(), attributes);
  }

  /**
   * The types of all inputs, in order.
   *
   * @throws IllegalArgumentException if an attribute with them is missing
   */
  static List<DataType> inputTypes(OpDef op, Map<String, AttrValue> attributes) {
    return types(op, op.getInputArgList(), attributes);
  }

  private static List<DataType> types(
      OpDef op, List<OpDef.ArgDef> arguments, Map<String, AttrValue> attributes) {
    List<DataType> types = new ArrayList<>();
    for (OpDef.ArgDef argument : arguments) {
      types.addAll(types(op, argument, attributes));
    }
    return types;
  }

  /**
   * Where an output argument's tensors begin among all outputs: FunctionDefs count per argument,
   * GraphDefs count flat.
   *
   * @throws IllegalArgumentException if there is no such argument
   */
  static int offset(OpDef op, Map<String, AttrValue> attributes, String argument) {
    int offset = 0;
    for (OpDef.ArgDef candidate : op.getOutputArgList()) {
      if (candidate.getName().equals(argument)) {
        return offset;
      }
      offset += types(op, candidate, attributes).size();
    }
    throw new IllegalArgumentException(op.getName() + " has no output " + argument);
  }

  /** What a FunctionDef calls an output: {@code node:argument:index}. */
  static String nameInFunction(FlatNode node, int index) {
    int left = index;
    for (OpDef.ArgDef argument : node.definition().getOutputArgList()) {
      int count = types(node.definition(), argument, node.attributes()).size();
      if (left < count) {
        return node.name() + ":" + argument.getName() + ":" + left;
      }
      left -= count;
    }
    throw new IllegalArgumentException(node + " has no output " + index);
  }

  /** Types with the static shapes that the file states, where it does. */
  static List<FlatNode.Output> outputs(
      OpDef op, Map<String, AttrValue> attributes, List<TensorShapeProto> shapes) {
    List<DataType> types = types(op, attributes);
    List<FlatNode.Output> outputs = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      Shape shape = i < shapes.size() ? Types.shape(shapes.get(i)) : Shape.unknown();
      outputs.add(new FlatNode.Output(types.get(i), shape));
    }
    return outputs;
  }

  static AttrValue attribute(OpDef op, Map<String, AttrValue> attributes, String name) {
    AttrValue own = attributes.get(name);
    if (own != null) {
      return own;
    }
    return op.getAttrList().stream()
        .filter(attribute -> attribute.getName().equals(name) && attribute.hasDefaultValue())
        .findFirst()
        .map(OpDef.AttrDef::getDefaultValue)
        .orElseThrow(() -> new IllegalArgumentException(op.getName() + " lacks attribute " + name));
  }

  private static List<DataType> types(
      OpDef op, OpDef.ArgDef argument, Map<String, AttrValue> attributes) {
    if (!argument.getTypeListAttr().isEmpty()) {
      return attribute(op, attributes, argument.getTypeListAttr()).getList().getTypeList();
    }
    DataType type =
        argument.getTypeAttr().isEmpty()
            ? argument.getType()
            : attribute(op, attributes, argument.getTypeAttr()).getType();
    return Collections.nCopies(count(op, argument, attributes), Types.withoutReference(type));
  }

  private static int count(OpDef op, OpDef.ArgDef argument, Map<String, AttrValue> attributes) {
    if (argument.getNumberAttr().isEmpty()) {
      return 1;
    }
    long count = attribute(op, attributes, argument.getNumberAttr()).getI();
    if (count < 0 || count > MOST) {
      throw new IllegalArgumentException(op.getName() + " claims " + count + " tensors");
    }
    return (int) count;
  }
}
