package io.attributable.graph.served;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.plan.ConditionalBranch;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a loop's body: those that are others in each iteration. All else is computed once,
 * outside. Not thread-safe.
 */
final class VaryingNodes {
  private final GraphBuilder graph;
  private final Set<TensorRef> variables;
  private final ConditionalBranch branches;
  private final Set<String> varying = new HashSet<>();
  private final Set<TensorRef> taken = new LinkedHashSet<>();
  private final Set<String> awaited = new LinkedHashSet<>();
  private final Set<String> inside = new LinkedHashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Finds them.
   *
   * @param variables what another value is put in the place of in each iteration
   * @param results what iterations compute
   */
  VaryingNodes(GraphBuilder graph, Set<TensorRef> variables, Collection<TensorRef> results) {
    this.graph = graph;
    this.variables = variables;
    this.branches = ConditionalBranch.of(graph);
    variables.forEach(variable -> varying.add(variable.node()));
    boolean more = true;
    while (more) {
      more = false;
      for (FlatNode node : graph.base().nodes()) {
        more |= !varying.contains(node.name()) && varies(node) && varying.add(node.name());
      }
    }
    results.forEach(this::take);
    while (!open.isEmpty()) {
      FlatNode node = graph.node(open.pop());
      node.inputs().forEach(this::take);
      node.controls().forEach(this::await);
    }
  }

  private boolean varies(FlatNode node) {
    return node.inputs().stream().anyMatch(input -> varying.contains(input.node()))
        || node.controls().stream().anyMatch(varying::contains);
  }

  private void take(TensorRef tensor) {
    if (variables.contains(tensor)) {
      return;
    }
    if (varying.contains(tensor.node()) || isMadeAgain(tensor)) {
      enter(tensor.node());
    } else {
      taken.add(tensor);
    }
  }

  private void enter(String node) {
    if (inside.add(node)) {
      open.push(node);
    }
  }

  private void await(String control) {
    if (varying.contains(control)) {
      enter(control);
    } else {
      awaited.add(control);
    }
  }

  /** Constants, and what has a value only in a branch, which no loop can take from outside. */
  private boolean isMadeAgain(TensorRef tensor) {
    FlatNode node = graph.node(tensor.node());
    return (node.op().equals("Const") && node.controls().isEmpty()) || branches.guards(tensor);
  }

  /** The tensors that iterations take from outside. */
  Set<TensorRef> taken() {
    return taken;
  }

  /** The nodes outside that have to have run before. */
  Set<String> awaited() {
    return awaited;
  }

  /** The nodes of the body, waiting for nothing outside. */
  List<FlatNode> alone() {
    return inside.stream()
        .map(graph::node)
        .map(node -> node.withControls(node.controls().stream().filter(inside::contains).toList()))
        .toList();
  }

  /** Whether some may have effects, so that they run whether a result is wanted or not. */
  boolean areStateful() {
    return inside.stream().anyMatch(node -> graph.node(node).definition().getIsStateful());
  }
}
