package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a graph lives in the model's session even if weights are frozen: tables, variables that
 * change, and those that the body of a loop or a branch reads itself. Immutable.
 */
final class SessionResources {
  private final FlatGraph graph;
  private final Set<String> frozen;

  SessionResources(FlatGraph graph) {
    this.graph = graph;
    this.frozen =
        FrozenVariables.variables(graph).stream()
            .map(FlatNode::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a plan needs any of it, so that it cannot have a session of its own. */
  boolean areNeeded(PlanSpec spec) {
    Set<String> seen = new HashSet<>();
    Deque<FlatNode> open = new ArrayDeque<>();
    spec.output().ifPresent(output -> visit(output, seen, open));
    spec.tensors().stream().map(TensorInfo::tensor).forEach(tensor -> visit(tensor, seen, open));
    while (!open.isEmpty()) {
      FlatNode node = open.remove();
      if (isNeeded(node)) {
        return true;
      }
      node.inputs().forEach(input -> visit(input, seen, open));
      node.controls().forEach(control -> visit(new TensorRef(control, 0), seen, open));
    }
    return false;
  }

  private void visit(TensorRef tensor, Set<String> seen, Deque<FlatNode> open) {
    if (!graph.isFed(tensor) && seen.add(tensor.node())) {
      open.add(graph.node(tensor.node()));
    }
  }

  private boolean isNeeded(FlatNode node) {
    boolean replaced =
        frozen.contains(node.name())
            || node.inputs().stream().map(TensorRef::node).anyMatch(frozen::contains);
    return !replaced && PlanTraits.usesResource(node.op(), node.attributes());
  }
}
