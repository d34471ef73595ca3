package io.attributable.graph.flat;

import io.attributable.graph.flat.check.AttributeCheck;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * Builds a node of one of TensorFlow's ops. Attributes that follow from the inputs, their types and
 * counts, are never given; other missing attributes have the op's default. A contradiction to the
 * op's definition is refused. Not thread-safe.
 */
public final class NodeBuilder {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private final OpDef op;
  private final Map<String, AttrValue> given = new HashMap<>();
  private final List<TensorRef> inputs = new ArrayList<>();
  private final List<DataType> types = new ArrayList<>();
  private Shape shape = Shape.unknown();

  private NodeBuilder(OpDef op) {
    this.op = op;
  }

  /**
   * A node of an op.
   *
   * @throws IllegalArgumentException if TensorFlow has no such op
   */
  public static NodeBuilder of(String op) {
    return new NodeBuilder(
        OPS.find(op).orElseThrow(() -> new IllegalArgumentException("unknown op " + op)));
  }

  /** A constant. */
  public static NodeBuilder constant(TensorProto value) {
    return of("Const")
        .with("dtype", value.getDtype())
        .with("value", AttrValue.newBuilder().setTensor(value).build())
        .shape(Types.shape(value.getTensorShape()));
  }

  /** What is fed. */
  public static NodeBuilder placeholder(DataType type, Shape shape) {
    return of("Placeholder").with("dtype", type).with("shape", Attributes.of(shape)).shape(shape);
  }

  /** Takes one more tensor. */
  public NodeBuilder input(TensorRef tensor, DataType type) {
    inputs.add(tensor);
    types.add(type);
    return this;
  }

  /** Takes the first output of a node. */
  public NodeBuilder input(FlatNode node) {
    return input(node.output(0), node.outputs().get(0).type());
  }

  /** An attribute that does not follow from inputs. */
  public NodeBuilder with(String name, AttrValue value) {
    if (!isKnown(name)) {
      throw new IllegalArgumentException("op " + op.getName() + " has no attribute " + name);
    }
    given.put(name, value);
    return this;
  }

  /** All attributes of another node that the op has; those of a newer file may have more. */
  public NodeBuilder withAll(Map<String, AttrValue> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (isKnown(name)) {
            with(name, value);
          }
        });
    return this;
  }

  /** An op defines its own attributes; those that begin with an underscore are TensorFlow's. */
  private boolean isKnown(String name) {
    return name.startsWith("_")
        || op.getAttrList().stream().anyMatch(attribute -> attribute.getName().equals(name));
  }

  /** A type that does not follow from inputs. */
  public NodeBuilder with(String name, DataType type) {
    return with(name, Attributes.of(type));
  }

  /**
   * Attributes that are those of another node. A file made before an attribute was added lacks it,
   * and then the default means what the file means.
   */
  public NodeBuilder like(FlatNode node, String... names) {
    for (String name : names) {
      if (OptionalAttributes.has(node, name)) {
        with(name, node.attribute(name));
      }
    }
    return this;
  }

  /** The static shape of the first output. */
  public NodeBuilder shape(Shape known) {
    shape = known;
    return this;
  }

  /**
   * The node, in no author's scope.
   *
   * @throws InvalidNodeException if it contradicts its op
   */
  public FlatNode build(String name) {
    Map<String, AttrValue> attributes = attributes(name);
    List<FlatNode.Output> outputs = new ArrayList<>();
    for (DataType type : NodeOutputs.types(op, attributes)) {
      outputs.add(new FlatNode.Output(type, outputs.isEmpty() ? shape : Shape.unknown()));
    }
    return new FlatNode(name, name, 0, op, inputs, List.of(), attributes, outputs);
  }

  private Map<String, AttrValue> attributes(String name) {
    try {
      Map<String, AttrValue> attributes = InferredAttributes.of(op, types, given);
      AttributeCheck.check(name, op, attributes);
      return attributes;
    } catch (IllegalArgumentException e) {
      throw new InvalidNodeException(e);
    }
  }

  /** The node in the same body as another, with a new name. */
  public FlatNode beside(FlatNode node, String name) {
    String scoped =
        name.startsWith(node.name())
            ? node.scopedName() + name.substring(node.name().length())
            : name;
    return build(name).withName(name, scoped, node.instance());
  }

  /** The node as a replacement of another, with its names, controls and outputs. */
  public FlatNode inPlaceOf(FlatNode node) {
    return build(node.name())
        .withName(node.name(), node.scopedName(), node.instance())
        .withControls(node.controls())
        .withOutputs(node.outputs());
  }
}
