package io.attributable.tensorflow.rules;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/**
 * A node with numbers at its inputs.
 *
 * @param name the case it comes from
 * @param varied the inputs that it is differentiated by
 * @param used the outputs that are differentiated
 */
record OpNode(
    String name, FlatNode node, List<Value> inputs, Set<Integer> varied, Set<Integer> used) {

  String op() {
    return node.op();
  }

  /** Whether it computes in double precision all the way. */
  boolean isDouble() {
    return !Excuses.isSingle(op())
        && Stream.concat(
                inputs.stream().map(Value::type),
                NodeOutputs.types(node.definition(), node.attributes()).stream())
            .filter(Types::isFloat)
            .allMatch(type -> type == DataType.DT_DOUBLE);
  }

  /** The node for another type of floating-point numbers, if the op is defined for it. */
  Optional<OpNode> withFloats(DataType wanted) {
    return withType(Types::isFloat, wanted);
  }

  /** The node with another type of integers, where the op lets one choose. */
  Optional<OpNode> withIntegers(DataType wanted) {
    return withType(type -> type == DataType.DT_INT32 || type == DataType.DT_INT64, wanted);
  }

  private Optional<OpNode> withType(Predicate<DataType> replaced, DataType wanted) {
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    boolean changed = false;
    for (OpDef.AttrDef attribute : node.definition().getAttrList()) {
      AttrValue value = typeAttribute(attribute, replaced, wanted);
      if (value != null) {
        if (!allows(attribute, wanted)) {
          return Optional.empty();
        }
        attributes.put(attribute.getName(), value);
        changed = true;
      }
    }
    return changed ? Optional.of(withAttributes(attributes)) : Optional.empty();
  }

  private AttrValue typeAttribute(
      OpDef.AttrDef attribute, Predicate<DataType> replaced, DataType wanted) {
    if (attribute.getType().equals("type")) {
      DataType type = node.attribute(attribute.getName()).getType();
      return replaced.test(type) ? Attributes.of(wanted) : null;
    }
    if (attribute.getType().equals("list(type)")) {
      List<DataType> types = node.attribute(attribute.getName()).getList().getTypeList();
      AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
      types.forEach(type -> list.addType(replaced.test(type) ? wanted : type));
      return types.stream().anyMatch(replaced)
          ? AttrValue.newBuilder().setList(list).build()
          : null;
    }
    return null;
  }

  private static boolean allows(OpDef.AttrDef attribute, DataType type) {
    return !attribute.hasAllowedValues()
        || attribute.getAllowedValues().getList().getTypeList().contains(type);
  }

  /** This very node where it has them. */
  private OpNode withAttributes(Map<String, AttrValue> attributes) {
    if (attributes.equals(node.attributes())) {
      return this;
    }
    FlatNode changed =
        new FlatNode(
            node.name(),
            node.scopedName(),
            node.instance(),
            node.definition(),
            node.inputs(),
            List.of(),
            attributes,
            node.outputs());
    List<DataType> types = InputTypes.of(changed);
    List<Value> values =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> inputs.get(i).as(types.get(i)))
            .collect(Collectors.toList());
    return new OpNode(name, changed, values, varied, used);
  }

  /** The node with the numbers that its types can hold. */
  OpNode rounded() {
    return new OpNode(name, node, inputs.stream().map(Value::rounded).toList(), varied, used);
  }

  OpNode withInput(int index, Value value) {
    List<Value> changed =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> i == index ? value : inputs.get(i))
            .collect(Collectors.toList());
    return new OpNode(name, node, changed, varied, used);
  }

  @Override
  public String toString() {
    return name + " (" + op() + inputs + ")";
  }
}
