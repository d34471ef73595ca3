package io.attributable.graph.points;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nodes of a graph a second time, with other tensors in the place of some. Only what depends on
 * these is copied; weights are shared.
 */
final class ForwardCopy {
  private final GraphBuilder builder;
  private final String prefix;
  private final Map<TensorRef, TensorRef> tensors;
  private final Map<String, String> names = new HashMap<>();

  private ForwardCopy(GraphBuilder builder, String prefix, Map<TensorRef, TensorRef> substitutes) {
    this.builder = builder;
    this.prefix = prefix;
    this.tensors = new HashMap<>(substitutes);
  }

  /**
   * Copies what some tensors need.
   *
   * @param builder holds all nodes of the graph that are shared
   * @param prefix of the copies' names
   * @param substitutes by the tensors of the graph that they replace
   * @param dependent the names of the nodes that are not shared
   * @return by tensor of the graph, its copy, for all tensors of copied nodes
   */
  static Map<TensorRef, TensorRef> of(
      GraphBuilder builder,
      FlatGraph graph,
      String prefix,
      Map<TensorRef, TensorRef> substitutes,
      Set<String> dependent,
      Collection<TensorRef> wanted) {
    ForwardCopy copy = new ForwardCopy(builder, prefix, substitutes);
    Set<String> needed = copy.needed(graph, dependent, wanted);
    for (FlatNode node : graph.nodes()) {
      if (needed.contains(node.name())) {
        copy.copy(node, dependent);
      }
    }
    return copy.tensors;
  }

  private Set<String> needed(FlatGraph graph, Set<String> dependent, Collection<TensorRef> wanted) {
    Set<String> needed = new HashSet<>();
    Deque<TensorRef> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      TensorRef tensor = open.pop();
      if (!tensors.containsKey(tensor)
          && dependent.contains(tensor.node())
          && needed.add(tensor.node())) {
        open.addAll(graph.node(tensor.node()).inputs());
      }
    }
    return needed;
  }

  /** Checks that a node waits for are those of the model's own pass. */
  private void copy(FlatNode node, Set<String> dependent) {
    String name = builder.freshName(prefix + node.name());
    List<String> controls = new ArrayList<>();
    for (String control : node.controls()) {
      if (names.containsKey(control) || !dependent.contains(control)) {
        controls.add(names.getOrDefault(control, control));
      }
    }
    FlatNode copied =
        node.withName(name, node.scopedName(), node.instance())
            .withInputs(
                node.inputs().stream()
                    .map(input -> tensors.getOrDefault(input, input))
                    .collect(Collectors.toList()))
            .withControls(controls);
    builder.put(copied);
    names.put(node.name(), name);
    for (int i = 0; i < node.outputs().size(); i++) {
      tensors.putIfAbsent(node.output(i), copied.output(i));
    }
  }
}
