package io.attributable.graph.write;

import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Writes one node of any op, with attributes of its own and of the node being differentiated. */
final class OpWriter {
  private final RuleContext context;
  private final GraphBuilder graph;
  private final String op;
  private final Map<String, AttrValue> attributes = new HashMap<>();
  private List<TensorRef> inputs = List.of();
  private Shape shape = Shape.unknown();

  OpWriter(RuleContext context, String op) {
    this.context = context;
    this.graph = context.writer().graph();
    this.op = op;
  }

  OpWriter with(String name, AttrValue value) {
    attributes.put(name, value);
    return this;
  }

  OpWriter with(String name, DataType type) {
    return with(name, Attributes.of(type));
  }

  /** A type attribute that is the type of a tensor. */
  OpWriter typeOf(String name, TensorRef tensor) {
    return with(name, graph.type(tensor));
  }

  /**
   * Attributes that are those of the node. A file made before an attribute was added lacks it, and
   * then the default means what the file means.
   */
  OpWriter like(String... names) {
    for (String name : names) {
      if (OptionalAttributes.has(context.node(), name)) {
        with(name, context.attribute(name));
      }
    }
    return this;
  }

  OpWriter inputs(TensorRef... tensors) {
    return inputs(List.of(tensors));
  }

  OpWriter inputs(List<TensorRef> tensors) {
    inputs = tensors;
    return this;
  }

  /** What is known of the only output's shape. */
  OpWriter shape(Shape known) {
    shape = known;
    return this;
  }

  OpWriter shapedLike(TensorRef tensor) {
    return shape(graph.shape(tensor));
  }

  /** Adds the node; gives its first output. */
  TensorRef write() {
    return graph.add(op, op, inputs, attributes, shape);
  }

  /** Adds the node, for ops with several outputs. */
  FlatNode writeNode() {
    return graph.addNode(op, op, inputs, attributes);
  }
}
