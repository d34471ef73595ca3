package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.InputDependence;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls of one scope with nodes of other layers between them: runs of nodes that are equal, or of
 * which one takes what other layers made of another's results.
 */
final class InterleavedCalls {
  private final FlatGraph graph;
  private final List<FlatNode> made = new ArrayList<>();
  private final Map<String, Integer> madeAt = new HashMap<>();

  InterleavedCalls(FlatGraph graph, ObserverNodes observers) {
    this.graph = graph;
    for (FlatNode node : graph.nodes()) {
      if (!CallSplitter.isPassive(node) && !observers.contains(node)) {
        madeAt.put(node.name(), made.size());
        made.add(node);
      }
    }
  }

  /** The calls in the order in which they were made; one if nothing speaks for more. */
  List<List<FlatNode>> split(List<FlatNode> nodes) {
    List<List<FlatNode>> runs = runs(nodes);
    if (runs.size() == 1) {
      return runs;
    }
    boolean alike = runs.stream().map(NodeKeys::of).distinct().count() == 1;
    return alike ? runs : returns(nodes);
  }

  /** Maximal runs of nodes that no node of another scope interrupts. */
  private List<List<FlatNode>> runs(List<FlatNode> nodes) {
    List<List<FlatNode>> runs = new ArrayList<>();
    int last = Integer.MIN_VALUE;
    for (FlatNode node : nodes) {
      int at = madeAt.getOrDefault(node.name(), 0);
      if (at != last + 1 || runs.isEmpty()) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(node);
      last = at;
    }
    return runs;
  }

  /** A call ends before the first node that takes what came of the call's results elsewhere. */
  private List<List<FlatNode>> returns(List<FlatNode> nodes) {
    Set<String> inside = nodes.stream().map(FlatNode::name).collect(Collectors.toSet());
    List<List<FlatNode>> calls = new ArrayList<>();
    calls.add(new ArrayList<>());
    Set<String> ofCall = new HashSet<>();
    Set<String> elsewhere = new HashSet<>();
    int first = madeAt.getOrDefault(nodes.get(0).name(), 0);
    int last = madeAt.getOrDefault(nodes.get(nodes.size() - 1).name(), 0);
    for (FlatNode node : made.subList(first, last + 1)) {
      if (inside.contains(node.name())) {
        if (takes(node, elsewhere)) {
          calls.add(new ArrayList<>());
          ofCall.clear();
          elsewhere.clear();
        }
        ofCall.add(node.name());
        calls.get(calls.size() - 1).add(node);
      } else if (takes(node, ofCall) || takes(node, elsewhere)) {
        elsewhere.add(node.name());
      }
    }
    return calls;
  }

  private boolean takes(FlatNode node, Set<String> makers) {
    return !makers.isEmpty()
        && !InputDependence.looksAtShapeOnly(node)
        && node.inputs().stream()
            .filter(graph::holds)
            .map(TensorRef::node)
            .anyMatch(makers::contains);
  }
}
