package io.attributable.graph.flat;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * A node of a flat graph. Immutable.
 *
 * @param name unique in the graph
 * @param scopedName the name in the author's scopes: without the calls that were inlined; not
 *     unique where a function was called twice
 * @param instance which inlined function body the node came from; 0 for the outermost graph
 * @param definition the op's definition
 * @param inputs in the op's order
 * @param controls names of nodes that must run before
 * @param attributes those of the file, without colocation and shapes
 * @param outputs types and static shapes of the node's outputs
 */
public record FlatNode(
    String name,
    String scopedName,
    int instance,
    OpDef definition,
    List<TensorRef> inputs,
    List<String> controls,
    Map<String, AttrValue> attributes,
    List<Output> outputs) {

  /**
   * One output of a node.
   *
   * @param type never a reference
   * @param shape {@link Shape#unknown()} for an unknown rank
   */
  public record Output(DataType type, Shape shape) {}

  /** Copies the collections. */
  public FlatNode {
    inputs = List.copyOf(inputs);
    controls = List.copyOf(controls);
    attributes = Map.copyOf(attributes);
    outputs = List.copyOf(outputs);
  }

  /** The kind of op, such as {@code MatMul}. */
  public String op() {
    return definition.getName();
  }

  /** One of the node's outputs. */
  public TensorRef output(int index) {
    return new TensorRef(name, index);
  }

  /**
   * An attribute, or its default where the file left it out.
   *
   * @throws IllegalArgumentException if the op has no such attribute
   */
  public AttrValue attribute(String attribute) {
    return NodeOutputs.attribute(definition, attributes, attribute);
  }

  /**
   * A node of a file, of no inlined body, of whose outputs only the types are known.
   *
   * @throws IllegalArgumentException if an attribute with the types is missing
   */
  public static FlatNode of(NodeDef node, OpDef definition) {
    List<TensorRef> inputs = new ArrayList<>();
    List<String> controls = new ArrayList<>();
    for (String input : node.getInputList()) {
      if (input.startsWith("^")) {
        controls.add(input.substring(1));
      } else {
        inputs.add(TensorRef.parse(input));
      }
    }
    List<Output> outputs = new ArrayList<>();
    for (DataType type : NodeOutputs.types(definition, node.getAttrMap())) {
      outputs.add(new Output(type, Shape.unknown()));
    }
    String name = node.getName();
    return new FlatNode(name, name, 0, definition, inputs, controls, node.getAttrMap(), outputs);
  }

  /** The same node elsewhere. */
  public FlatNode withName(String newName, String newScopedName, int newInstance) {
    return new FlatNode(
        newName, newScopedName, newInstance, definition, inputs, controls, attributes, outputs);
  }

  /** The same node of another op. */
  public FlatNode withOp(OpDef changed, Map<String, AttrValue> changedAttributes) {
    return new FlatNode(
        name, scopedName, instance, changed, inputs, controls, changedAttributes, outputs);
  }

  /** The same node with another value of one attribute. */
  public FlatNode withAttribute(String attribute, AttrValue value) {
    Map<String, AttrValue> changed = new HashMap<>(attributes);
    changed.put(attribute, value);
    return withAttributes(changed);
  }

  /** The same node with other inputs. */
  public FlatNode withInputs(List<TensorRef> changed) {
    return new FlatNode(
        name, scopedName, instance, definition, changed, controls, attributes, outputs);
  }

  /** The same node waiting for others. */
  public FlatNode withControls(List<String> changed) {
    return new FlatNode(
        name, scopedName, instance, definition, inputs, changed, attributes, outputs);
  }

  /** The same node with other attributes. */
  public FlatNode withAttributes(Map<String, AttrValue> changed) {
    return new FlatNode(name, scopedName, instance, definition, inputs, controls, changed, outputs);
  }

  /** The same node with other outputs, as after shape inference. */
  public FlatNode withOutputs(List<Output> changed) {
    return new FlatNode(
        name, scopedName, instance, definition, inputs, controls, attributes, changed);
  }

  /** The node as TensorFlow reads it. */
  public NodeDef toProto() {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(op()).putAllAttr(attributes);
    inputs.forEach(input -> node.addInput(input.toString()));
    controls.forEach(control -> node.addInput("^" + control));
    return node.build();
  }

  @Override
  public String toString() {
    return name + " = " + op() + inputs;
  }
}
