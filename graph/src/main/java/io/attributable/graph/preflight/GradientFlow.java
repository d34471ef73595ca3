package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.tape.GradientTape;
import io.attributable.graph.tape.Influence;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From which tensors gradients flow to an output, determined by the tape itself: one traversal for
 * all tensors of a query, and one more for each op without a gradient.
 */
final class GradientFlow {
  private final Paths paths;
  private final RuleBook rules;
  private final FunctionGraphs functions;
  private final TensorRef output;
  private final Set<TensorRef> reached = new HashSet<>();
  private final Set<TensorRef> explored = new HashSet<>();
  private final Map<TensorRef, NonDifferentiableNode> blocked = new HashMap<>();

  GradientFlow(Paths paths, RuleBook rules, FunctionGraphs functions, TensorRef output) {
    this.paths = paths;
    this.rules = rules;
    this.functions = functions;
    this.output = output;
  }

  /** What depends differentiably on some tensors, and they themselves. */
  Set<TensorRef> influenced(Collection<TensorRef> tensors) {
    return new Influence(rules, functions).of(paths.graph(), tensors);
  }

  /** Whether the tape makes a gradient for a tensor. */
  synchronized boolean reaches(TensorRef tensor) {
    explore(List.of(tensor));
    return reached.contains(tensor);
  }

  /** The node between a tensor and the output for which there is no rule. */
  synchronized Optional<NonDifferentiableNode> withoutRule(TensorRef tensor) {
    explore(List.of(tensor));
    return Optional.ofNullable(blocked.get(tensor));
  }

  /** Determines many tensors in one traversal. */
  synchronized void explore(Collection<TensorRef> tensors) {
    Set<TensorRef> open = new LinkedHashSet<>(tensors);
    open.removeAll(explored);
    while (!open.isEmpty()) {
      try {
        reached.addAll(gradients(open));
        explored.addAll(open);
        return;
      } catch (NoGradientException e) {
        Set<TensorRef> behind = new LinkedHashSet<>(open);
        behind.retainAll(into(e.outer()));
        if (behind.isEmpty()) {
          exploreEach(open);
          return;
        }
        block(behind, NonDifferentiableNode.of(e));
        open.removeAll(behind);
      }
    }
  }

  private void block(Set<TensorRef> tensors, NonDifferentiableNode barrier) {
    tensors.forEach(tensor -> blocked.put(tensor, barrier));
    explored.addAll(tensors);
  }

  /** A failing node in the body of a loop does not identify the tensors that it blocks. */
  private void exploreEach(Set<TensorRef> tensors) {
    List<TensorRef> lastFirst = new ArrayList<>(tensors);
    Collections.reverse(lastFirst);
    for (TensorRef tensor : lastFirst) {
      if (!explored.contains(tensor)) {
        try {
          reached.addAll(gradients(Set.of(tensor)));
        } catch (NoGradientException e) {
          Set<TensorRef> behind = new HashSet<>(tensors);
          behind.removeAll(explored);
          behind.retainAll(paths.flowInto(paths.graph().node(tensor.node())));
          behind.add(tensor);
          block(behind, NonDifferentiableNode.of(e));
        }
        explored.add(tensor);
      }
    }
  }

  private Set<TensorRef> into(FlatNode node) {
    return paths.holds(node) ? paths.flowInto(node) : Set.of();
  }

  private Set<TensorRef> gradients(Set<TensorRef> sources) {
    GraphBuilder builder = new GraphBuilder(paths.graph(), "preflight/");
    TensorRef seed = new NodeWriter(builder).unary("OnesLike", output);
    try {
      return new GradientTape(builder, rules, functions)
          .gradient(Map.of(output, List.of(seed)), sources)
          .keySet();
    } catch (IllegalArgumentException e) {
      // A node that lacks what its op must have.
      throw new AttributionException(
              ErrorCode.CORRUPT_MODEL, paths.graph().model(), String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }
}
