package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The consumers of each tensor of a plan. */
final class Consumers {
  private final PlanNodes nodes;
  private final Map<TensorRef, List<FlatNode>> takers = new HashMap<>();
  private final Set<String> awaited = new HashSet<>();

  private Consumers(PlanNodes nodes) {
    this.nodes = nodes;
  }

  static Consumers of(PlanNodes nodes) {
    Consumers consumers = new Consumers(nodes);
    nodes.all().forEach(consumers::add);
    return consumers;
  }

  private void add(FlatNode node) {
    awaited.addAll(node.controls());
    for (TensorRef input : node.inputs()) {
      takers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
    }
  }

  List<FlatNode> of(TensorRef tensor) {
    return takers.getOrDefault(tensor, List.of());
  }

  List<FlatNode> of(FlatNode node) {
    List<FlatNode> all = new ArrayList<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      all.addAll(of(node.output(i)));
    }
    return all;
  }

  /** The one node that a node is there for, if it takes the first output once and nothing else. */
  Optional<FlatNode> only(FlatNode node) {
    List<FlatNode> all = of(node);
    boolean single = all.size() == 1 && of(node.output(0)).size() == 1;
    return single && !awaited.contains(node.name()) && !nodes.isFixed(node)
        ? Optional.of(all.get(0))
        : Optional.empty();
  }

  /** Whether any output of a node but the first is used. */
  boolean takeMore(FlatNode node) {
    for (int i = 1; i < node.outputs().size(); i++) {
      if (!of(node.output(i)).isEmpty() || nodes.fetched().contains(node.output(i))) {
        return true;
      }
    }
    return false;
  }
}
