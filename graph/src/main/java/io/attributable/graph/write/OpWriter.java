package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Writes one node of any op, with attributes of its own and of another node. */
public final class OpWriter {
  private final GraphBuilder graph;
  private final String op;
  private final Map<String, AttrValue> attributes = new HashMap<>();
  private List<TensorRef> inputs = List.of();
  private Shape shape = Shape.unknown();

  public OpWriter(NodeWriter writer, String op) {
    this.graph = writer.graph();
    this.op = op;
  }

  public OpWriter with(String name, AttrValue value) {
    attributes.put(name, value);
    return this;
  }

  public OpWriter with(String name, DataType type) {
    return with(name, Attributes.of(type));
  }

  /** A type attribute that is the type of a tensor. */
  public OpWriter typeOf(String name, TensorRef tensor) {
    return with(name, graph.type(tensor));
  }

  /**
   * Attributes that are those of another node. A file made before an attribute was added lacks it,
   * and then the default means what the file means.
   */
  public OpWriter like(FlatNode node, String... names) {
    for (String name : names) {
      if (OptionalAttributes.has(node, name)) {
        with(name, node.attribute(name));
      }
    }
    return this;
  }

  public OpWriter inputs(TensorRef... tensors) {
    return inputs(List.of(tensors));
  }

  public OpWriter inputs(List<TensorRef> tensors) {
    inputs = tensors;
    return this;
  }

  /** What is known of the only output's shape. */
  public OpWriter shape(Shape known) {
    shape = known;
    return this;
  }

  public OpWriter shapedLike(TensorRef tensor) {
    return shape(graph.shape(tensor));
  }

  /** Adds the node; gives its first output. */
  public TensorRef write() {
    return graph.add(op, op, inputs, attributes, shape);
  }

  /** Adds the node, for ops with several outputs. */
  public FlatNode writeNode() {
    return graph.addNode(op, op, inputs, attributes);
  }
}
