package io.attributable.graph.tape.control;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Where what depends on a seed ends: the tensors that it takes from what does not. */
final class SeedBoundary {
  /** A small constant is cheaper made in each iteration than carried through all of them. */
  private static final int SMALL = 64;

  private final GraphBuilder graph;
  private final TensorRef seed;
  private final Predicate<TensorRef> guarded;
  private final Recomputability repeatable;
  private final Set<String> dependent = new HashSet<>();
  private final Set<TensorRef> taken = new LinkedHashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  SeedBoundary(GraphBuilder graph, TensorRef seed, Predicate<TensorRef> guarded) {
    this.graph = graph;
    this.seed = seed;
    this.guarded = guarded;
    this.repeatable = new Recomputability(graph.base());
    dependent.add(seed.node());
    for (FlatNode node : graph.added().values()) {
      if (node.inputs().stream().anyMatch(input -> dependent.contains(input.node()))) {
        dependent.add(node.name());
      }
    }
  }

  /** Whether a tensor is another one for another seed. */
  boolean depends(TensorRef tensor) {
    return dependent.contains(tensor.node());
  }

  /** What the nodes between the seed and some results take from other nodes. */
  Set<TensorRef> of(Collection<TensorRef> results) {
    results.forEach(this::take);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.pop();
      if (seen.add(name)) {
        FlatNode node = graph.node(name);
        node.inputs().forEach(this::take);
        node.controls().forEach(this::await);
      }
    }
    return taken;
  }

  private void take(TensorRef tensor) {
    if (inside(tensor)) {
      open.push(tensor.node());
    } else if (!tensor.equals(seed)) {
      taken.add(tensor);
    }
  }

  /** What makes a tensor has run when that is taken; what makes none is run again. */
  private void await(String control) {
    if (graph.node(control).outputs().isEmpty()) {
      open.push(control);
    } else {
      take(new TensorRef(control, 0));
    }
  }

  private boolean inside(TensorRef tensor) {
    if (depends(tensor)) {
      return !tensor.equals(seed);
    }
    return !graph.base().isFed(tensor) && (isAgain(tensor) || isSmall(tensor));
  }

  /** What has a value only in a branch is made again, as a loop cannot take it from outside. */
  private boolean isAgain(TensorRef tensor) {
    if (!guarded.test(tensor)) {
      return false;
    }
    FlatNode node = graph.node(tensor.node());
    if (!repeatable.test(node)) {
      throw new AttributionException(
          ErrorCode.TARGETS_TOGETHER, node.op(), node.scopedName(), graph.base().model());
    }
    return true;
  }

  private boolean isSmall(TensorRef tensor) {
    return graph.node(tensor.node()).op().equals("Const")
        && !graph.shape(tensor).isUnknown()
        && graph.shape(tensor).size() <= SMALL;
  }
}
