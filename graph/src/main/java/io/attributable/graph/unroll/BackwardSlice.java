package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What some tensors of a graph are computed from.
 *
 * @param graph that has them
 * @param all in topological order, without those of the arguments
 * @param arguments that are needed
 */
record BackwardSlice(FlatGraph graph, List<FlatNode> all, Set<TensorRef> arguments) {

  /** What tensors are computed from, as far as some arguments, and sizes. */
  static BackwardSlice of(
      FlatGraph graph, Collection<TensorRef> wanted, Collection<TensorRef> arguments) {
    Set<TensorRef> stops = Set.copyOf(arguments);
    Set<TensorRef> used = new LinkedHashSet<>();
    Set<String> needed = new HashSet<>();
    Deque<TensorRef> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      TensorRef tensor = open.pop();
      if (stops.contains(tensor)) {
        used.add(tensor);
      } else if (needed.add(tensor.node())
          && !StaticSizes.areReadBy(graph, graph.node(tensor.node()))) {
        graph.node(tensor.node()).inputs().forEach(open::push);
      }
    }
    List<FlatNode> nodes =
        needed.isEmpty()
            ? List.of()
            : graph.byName().values().stream()
                .filter(node -> needed.contains(node.name()))
                .toList();
    return new BackwardSlice(graph, nodes, used);
  }

  /** Whether it reads sizes that are not all static. */
  boolean readsUnknownSizes() {
    return all.stream()
        .anyMatch(
            node ->
                StaticSizes.areReadBy(graph, node)
                    && graph.shape(node.inputs().get(0)).hasUnknownDimension());
  }

  /**
   * The nodes, to be evaluated: sizes are constants, and there are no control inputs.
   *
   * @param unknown the value for sizes that are not static
   */
  List<FlatNode> nodes(int unknown) {
    return all.stream()
        .map(
            node ->
                StaticSizes.areReadBy(graph, node)
                    ? StaticSizes.constant(graph, node, unknown)
                    : node.withControls(List.of()))
        .toList();
  }

  /** Whether the arguments alone decide what comes out, so that it can be computed beforehand. */
  boolean isDecided() {
    return all.stream().allMatch(BackwardSlice::isDecided);
  }

  static boolean isDecided(FlatNode node) {
    return !node.definition().getIsStateful()
        && (node.op().equals("Const") || !node.inputs().isEmpty())
        && !node.op().equals("PlaceholderWithDefault")
        && !ImpureOps.isRandom(node.op(), node.attributes())
        && !FunctionReferences.areIn(node.attributes());
  }
}
