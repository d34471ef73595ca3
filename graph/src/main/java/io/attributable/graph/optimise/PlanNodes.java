package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tensorflow.proto.DataType;

/** The nodes of a plan, nearly in topological order, while they are being optimised. */
public final class PlanNodes {
  private final Set<TensorRef> fed;
  private final Set<TensorRef> fetched;
  private final Set<TensorRef> explained;
  private final Predicate<FlatNode> ofModel;
  private final Set<String> given;
  private Map<String, FlatNode> nodes;

  /**
   * Nodes to optimise.
   *
   * @param fed what is fed at run time, whatever computes it
   * @param fetched what must keep its name
   * @param explained with respect to which gradients are taken
   * @param ofModel whether a node is the model's, and not one that the plan adds to it
   */
  public PlanNodes(
      Collection<FlatNode> nodes,
      Set<TensorRef> fed,
      Set<TensorRef> fetched,
      Set<TensorRef> explained,
      Predicate<FlatNode> ofModel) {
    this.nodes = new LinkedHashMap<>();
    nodes.forEach(node -> this.nodes.put(node.name(), node));
    this.given = Set.copyOf(this.nodes.keySet());
    this.fed = Set.copyOf(fed);
    this.fetched = Set.copyOf(fetched);
    this.explained = Set.copyOf(explained);
    this.ofModel = ofModel;
  }

  /** All nodes. */
  public List<FlatNode> all() {
    return List.copyOf(nodes.values());
  }

  /** Whether a node is still there. */
  public boolean holds(String name) {
    return nodes.containsKey(name);
  }

  /** The static type and shape of a tensor. */
  public FlatNode.Output tensor(TensorRef tensor) {
    return node(tensor).outputs().get(tensor.index());
  }

  /** The node that makes a tensor. */
  public FlatNode node(TensorRef tensor) {
    FlatNode node = nodes.get(tensor.node());
    if (node == null) {
      throw new IllegalArgumentException("no node " + tensor.node());
    }
    return node;
  }

  /** The node behind those that hand a tensor on as it is, as far as nothing is fed between. */
  FlatNode source(TensorRef tensor) {
    FlatNode node = node(tensor);
    while (node.op().equals("Identity") && node.controls().isEmpty() && !isFed(node)) {
      node = node(node.inputs().get(0));
    }
    return node;
  }

  /** Whether a node has a value that is fed. */
  public boolean isFed(FlatNode node) {
    return isAny(node, fed);
  }

  /** Whether a node must keep its name. */
  public boolean isFixed(FlatNode node) {
    return isFed(node) || isAny(node, fetched);
  }

  private static boolean isAny(FlatNode node, Set<TensorRef> tensors) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (tensors.contains(node.output(i))) {
        return true;
      }
    }
    return false;
  }

  Set<TensorRef> fetched() {
    return fetched;
  }

  /** With respect to what gradients are taken. */
  Set<TensorRef> explained() {
    return explained;
  }

  boolean isOfModel(FlatNode node) {
    return ofModel.test(node);
  }

  /** A name that no node has or had, made of a wanted one. */
  public String freeName(String wanted) {
    return holds(wanted) || given.contains(wanted) ? freeName(wanted + "_") : wanted;
  }

  /**
   * Replaces each node by others, one of which may have its name.
   *
   * @throws IllegalStateException if two nodes would have the same name
   */
  public void replace(Function<FlatNode, List<FlatNode>> change) {
    Map<String, FlatNode> changed = new LinkedHashMap<>();
    for (FlatNode node : nodes.values()) {
      for (FlatNode other : change.apply(node)) {
        if (changed.put(other.name(), other) != null) {
          throw new IllegalStateException("two nodes are called " + other.name());
        }
      }
    }
    nodes = changed;
  }

  /** Puts the same nodes into another order. */
  public void reorder(List<FlatNode> ordered) {
    Map<String, FlatNode> changed = new LinkedHashMap<>();
    ordered.forEach(node -> changed.put(node.name(), node));
    nodes = changed;
  }

  /**
   * Has nodes take other tensors, and wait for the nodes that make these; what is moved to a tensor
   * that is moved itself goes where that goes.
   */
  void rewire(Map<TensorRef, TensorRef> tensors) {
    Map<TensorRef, TensorRef> ends = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    tensors.forEach(
        (from, to) -> {
          TensorRef end = end(tensors, to);
          ends.put(from, end);
          names.put(from.node(), end.node());
        });
    replace(node -> List.of(rewired(node, ends, names)));
  }

  private static TensorRef end(Map<TensorRef, TensorRef> tensors, TensorRef tensor) {
    TensorRef end = tensor;
    for (TensorRef next = tensors.get(end); next != null; next = tensors.get(end)) {
      end = next;
    }
    return end;
  }

  static FlatNode rewired(
      FlatNode node, Map<TensorRef, TensorRef> tensors, Map<String, String> names) {
    List<TensorRef> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(tensors.getOrDefault(input, input)));
    List<String> controls = new ArrayList<>();
    node.controls().forEach(control -> controls.add(names.getOrDefault(control, control)));
    boolean same = inputs.equals(node.inputs()) && controls.equals(node.controls());
    return same ? node : node.withInputs(inputs).withControls(controls);
  }

  /** Leaves only what the fetches need; what is fed needs nothing behind it. */
  public void prune() {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    fetched.forEach(tensor -> open.push(tensor.node()));
    while (!open.isEmpty()) {
      String name = open.pop();
      FlatNode node = nodes.get(name);
      if (node != null && needed.add(name)) {
        node.inputs().forEach(input -> open.push(input.node()));
        node.controls().forEach(open::push);
      }
    }
    replace(node -> needed.contains(node.name()) ? List.of(node) : List.of());
  }

  /** The type of a tensor. */
  public DataType type(TensorRef tensor) {
    return tensor(tensor).type();
  }
}
