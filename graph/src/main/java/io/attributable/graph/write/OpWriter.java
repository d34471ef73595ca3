package io.attributable.graph.write;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Writes one node of any op. Attributes that follow from its inputs are never given: adding an op
 * is {@code w.op("GatherNd", params, indices).write()}.
 */
public final class OpWriter {
  private final GraphBuilder graph;
  private final NodeBuilder node;
  private String label;

  OpWriter(GraphBuilder graph, String op) {
    this.graph = graph;
    this.node = NodeBuilder.of(op);
    this.label = op;
  }

  /** An attribute that does not follow from inputs. */
  public OpWriter with(String name, AttrValue value) {
    node.with(name, value);
    return this;
  }

  public OpWriter with(String name, DataType type) {
    return with(name, Attributes.of(type));
  }

  public OpWriter with(String name, boolean flag) {
    return with(name, Attributes.of(flag));
  }

  public OpWriter with(String name, long value) {
    return with(name, Attributes.of(value));
  }

  public OpWriter with(String name, String text) {
    return with(name, Attributes.of(text));
  }

  public OpWriter with(String name, List<Long> values) {
    return with(name, Attributes.of(values));
  }

  /** All attributes of another node that the op has. */
  public OpWriter withAll(Map<String, AttrValue> attributes) {
    node.withAll(attributes);
    return this;
  }

  /**
   * Attributes that are those of another node. A file made before an attribute was added lacks it,
   * and then the default means what the file means.
   */
  public OpWriter like(FlatNode other, String... names) {
    node.like(other, names);
    return this;
  }

  public OpWriter inputs(TensorRef... tensors) {
    return inputs(List.of(tensors));
  }

  public OpWriter inputs(List<TensorRef> tensors) {
    tensors.forEach(tensor -> node.input(tensor, graph.type(tensor)));
    return this;
  }

  /** The static shape of the first output. */
  public OpWriter shape(Shape known) {
    node.shape(known);
    return this;
  }

  /** A type that is that of a tensor the node does not take. */
  public OpWriter typeOf(String name, TensorRef tensor) {
    return with(name, graph.type(tensor));
  }

  public OpWriter shapedLike(TensorRef tensor) {
    return shape(graph.shape(tensor));
  }

  /** The last part of the node's name, where that is not the op. */
  public OpWriter named(String wanted) {
    label = wanted;
    return this;
  }

  /**
   * Adds the node; gives its first output.
   *
   * @throws io.attributable.graph.flat.InvalidNodeException if it contradicts its op
   */
  public TensorRef write() {
    return writeNode().output(0);
  }

  /** Adds the node, for ops with several outputs. */
  public FlatNode writeNode() {
    return graph.put(node.build(graph.freshName(label)));
  }
}
