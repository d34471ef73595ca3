package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which nodes lie between a layer and an output, whether gradients flow there or not. */
final class Paths {
  private Paths() {}

  /** Whether a node depends on a layer. */
  static boolean reaches(FlatGraph graph, LayerTensors layer, FlatNode node) {
    return behind(graph, layer).contains(node.name());
  }

  /** The first node on the way at which gradients end, if there is a way at all. */
  static Optional<FlatNode> blockade(FlatGraph graph, LayerTensors layer, TensorRef output) {
    Set<String> between = behind(graph, layer);
    between.retainAll(before(graph, output));
    for (FlatNode node : graph.nodes()) {
      if (between.contains(node.name()) && (RuleBook.stops(node) || makesNoFloats(node))) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private static boolean makesNoFloats(FlatNode node) {
    return node.outputs().stream().noneMatch(output -> Types.isDifferentiable(output.type()));
  }

  private static Set<String> behind(FlatGraph graph, LayerTensors layer) {
    Set<TensorRef> from =
        layer.tensors().stream().map(tensor -> tensor.tensor()).collect(Collectors.toSet());
    Set<String> behind = new HashSet<>();
    for (FlatNode node : graph.nodes()) {
      boolean takes =
          node.inputs().stream()
              .anyMatch(input -> from.contains(input) || behind.contains(input.node()));
      if (takes) {
        behind.add(node.name());
      }
    }
    return behind;
  }

  private static Set<String> before(FlatGraph graph, TensorRef output) {
    Set<String> before = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.push(output.node());
    while (!open.isEmpty()) {
      String name = open.pop();
      if (before.add(name) && graph.byName().containsKey(name)) {
        graph.node(name).inputs().forEach(input -> open.push(input.node()));
      }
    }
    return before;
  }
}
