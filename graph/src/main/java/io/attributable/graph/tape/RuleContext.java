package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;

/** What a rule sees: the node, the gradients of its outputs, and which inputs need one. */
public final class RuleContext {
  private final FlatNode node;
  private final Map<Integer, TensorRef> outputGradients;
  private final Set<Integer> needed;
  private final NodeWriter writer;

  /** A node in the middle of being differentiated. */
  public RuleContext(
      FlatNode node,
      Map<Integer, TensorRef> outputGradients,
      Set<Integer> needed,
      NodeWriter writer) {
    this.node = node;
    this.outputGradients = Map.copyOf(outputGradients);
    this.needed = Set.copyOf(needed);
    this.writer = writer;
  }

  /** The node of the forward graph. */
  public FlatNode node() {
    return node;
  }

  /** Writes the gradient's nodes. */
  public NodeWriter writer() {
    return writer;
  }

  /** One of the node's inputs. */
  public TensorRef input(int index) {
    return node.inputs().get(index);
  }

  /** One of the node's outputs. */
  public TensorRef output(int index) {
    return node.output(index);
  }

  /** The first output's gradient, for ops with one output. */
  public TensorRef gradient() {
    TensorRef gradient = outputGradients.get(0);
    if (gradient == null) {
      throw new IllegalStateException("output 0 of " + node + " has no gradient");
    }
    return gradient;
  }

  /** An output's gradient; null where nothing that is explained depends on it. */
  public @Nullable TensorRef gradient(int index) {
    return outputGradients.get(index);
  }

  /** The outputs that have a gradient. */
  public Map<Integer, TensorRef> outputGradients() {
    return outputGradients;
  }

  /** Whether an input's gradient is wanted. */
  public boolean needs(int index) {
    return needed.contains(index);
  }

  /** The inputs whose gradients are wanted. */
  public Set<Integer> needed() {
    return needed;
  }

  /** An attribute of the node, or its default. */
  public AttrValue attribute(String name) {
    return node.attribute(name);
  }
}
