package io.attributable.graph.flat;

import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/**
 * The attributes of a node that follow from its inputs: types and counts. The op's definition says
 * which ones these are, as for TensorFlow's Python wrappers.
 */
final class InferredAttributes {
  private final OpDef op;
  private final List<DataType> inputs;
  private final Map<String, AttrValue> attributes;

  private InferredAttributes(OpDef op, List<DataType> inputs, Map<String, AttrValue> given) {
    this.op = op;
    this.inputs = inputs;
    this.attributes = new HashMap<>(given);
  }

  /**
   * The given attributes, and those that follow from inputs.
   *
   * @param inputs the types of all inputs, in order
   * @throws IllegalArgumentException if they contradict each other, or the op
   */
  static Map<String, AttrValue> of(OpDef op, List<DataType> inputs, Map<String, AttrValue> given) {
    InferredAttributes inferred = new InferredAttributes(op, inputs, given);
    inferred.infer();
    return inferred.attributes;
  }

  private void infer() {
    int from = 0;
    for (OpDef.ArgDef argument : op.getInputArgList()) {
      int to = from + count(argument);
      if (to > inputs.size()) {
        throw wrongCount();
      }
      take(argument, inputs.subList(from, to));
      from = to;
    }
    if (from != inputs.size()) {
      throw wrongCount();
    }
  }

  /** The number of inputs of an argument. */
  private int count(OpDef.ArgDef argument) {
    String attribute = countedBy(argument);
    if (attribute.isEmpty()) {
      return 1;
    }
    AttrValue known = attributes.get(attribute);
    if (known == null) {
      return left(attribute);
    }
    return known.hasList() ? known.getList().getTypeCount() : Math.toIntExact(known.getI());
  }

  /** The attribute that holds the number of inputs of an argument; empty where it is one. */
  private static String countedBy(OpDef.ArgDef argument) {
    return argument.getNumberAttr().isEmpty()
        ? argument.getTypeListAttr()
        : argument.getNumberAttr();
  }

  /** How many inputs are left for each argument whose count is an attribute. */
  private int left(String open) {
    int fixed = 0;
    int sharing = 0;
    for (OpDef.ArgDef argument : op.getInputArgList()) {
      String attribute = countedBy(argument);
      if (attribute.equals(open)) {
        sharing++;
      } else if (attribute.isEmpty() || attributes.containsKey(attribute)) {
        fixed += count(argument);
      } else {
        throw refused("lacks attribute " + attribute);
      }
    }
    return Math.max(0, inputs.size() - fixed) / sharing;
  }

  private void take(OpDef.ArgDef argument, List<DataType> types) {
    if (!argument.getNumberAttr().isEmpty()) {
      put(argument.getNumberAttr(), Attributes.of(types.size()));
    }
    if (!argument.getTypeListAttr().isEmpty()) {
      put(argument.getTypeListAttr(), FunctionAttributes.types(types));
    } else if (!argument.getTypeAttr().isEmpty()) {
      types.forEach(type -> put(argument.getTypeAttr(), Attributes.of(type)));
    } else if (types.stream().anyMatch(type -> type != fixed(argument))) {
      throw refused("takes " + fixed(argument) + " for " + argument.getName() + ", not " + types);
    }
  }

  private static DataType fixed(OpDef.ArgDef argument) {
    return Types.withoutReference(argument.getType());
  }

  private void put(String name, AttrValue inferred) {
    AttrValue before = attributes.putIfAbsent(name, inferred);
    if (before != null && !before.equals(inferred)) {
      throw refused("has inputs of other types or numbers than attribute " + name + " says");
    }
  }

  private IllegalArgumentException wrongCount() {
    return refused("does not take " + inputs.size() + " inputs");
  }

  private IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException("op " + op.getName() + " " + reason);
  }
}
