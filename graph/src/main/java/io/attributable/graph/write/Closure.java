package io.attributable.graph.write;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The nodes that some tensors need, as far back as what is given. */
public final class Closure {
  private final GraphBuilder graph;
  private final Set<TensorRef> given;
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();
  private final Set<TensorRef> used = new LinkedHashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  public Closure(GraphBuilder graph, Set<TensorRef> given) {
    this.graph = graph;
    this.given = given;
  }

  /** Adds what a tensor needs. */
  public void need(TensorRef tensor) {
    take(tensor);
    while (!open.isEmpty()) {
      follow(open.pop());
    }
  }

  /** Adds a node and what it needs. */
  public void need(String node) {
    open.push(node);
    while (!open.isEmpty()) {
      follow(open.pop());
    }
  }

  private void follow(String name) {
    if (!nodes.containsKey(name)) {
      FlatNode node = graph.node(name);
      nodes.put(name, node);
      node.inputs().forEach(this::take);
      node.controls().stream().filter(control -> !isGiven(control)).forEach(open::push);
    }
  }

  private boolean isGiven(String control) {
    return given.contains(new TensorRef(control, 0));
  }

  private void take(TensorRef tensor) {
    if (given.contains(tensor)) {
      used.add(tensor);
    } else {
      open.push(tensor.node());
    }
  }

  /** The nodes. */
  public Collection<FlatNode> nodes() {
    return nodes.values();
  }

  /** What of the given was needed. */
  public Set<TensorRef> used() {
    return used;
  }
}
