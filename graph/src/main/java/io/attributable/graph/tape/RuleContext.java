package io.attributable.graph.tape;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** What a rule sees: the node, the gradients of its outputs, and which inputs need one. */
public final class RuleContext {
  private final FlatNode node;
  private final Map<Integer, TensorRef> outputGradients;
  private final Set<Integer> needed;
  private final Tape tape;
  private final List<ListItem> items = new ArrayList<>();

  /**
   * The gradient of one item of a list that is an input.
   *
   * @param input which input
   * @param index which item
   * @param gradient shaped like the item
   * @param type of the item
   */
  record ListItem(int input, TensorRef index, TensorRef gradient, DataType type) {}

  /** A node in the middle of being differentiated. */
  public RuleContext(
      FlatNode node, Map<Integer, TensorRef> outputGradients, Set<Integer> needed, Tape tape) {
    this.node = node;
    this.outputGradients = Collections.unmodifiableMap(new LinkedHashMap<>(outputGradients));
    this.needed = Collections.unmodifiableSet(new TreeSet<>(needed));
    this.tape = tape;
  }

  /** The tape that calls the rule. */
  public Tape tape() {
    return tape;
  }

  /** The same with another node, whose inputs and outputs replace those of this one. */
  RuleContext at(FlatNode other) {
    return new RuleContext(other, outputGradients, needed, tape);
  }

  /**
   * Declares that only one item of a list was used. The tape adds it to that item of the list's
   * gradient; a list of the same length would make loops quadratic.
   */
  public void addItem(int input, TensorRef index, TensorRef gradient, DataType type) {
    items.add(new ListItem(input, index, gradient, type));
  }

  List<ListItem> items() {
    return items;
  }

  /** The node of the forward graph. */
  public FlatNode node() {
    return node;
  }

  /** Writes the gradient's nodes. */
  public NodeWriter writer() {
    return tape.writer();
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
