package io.attributable.graph.layer;

import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.InputDependence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order in which data flows through layers. Files list nodes in other orders, too: functions
 * that were loaded and saved again are sorted by name as far as their inputs allow. A layer's
 * position is that of its first result, which is always behind the layers that it takes its inputs
 * from; a nested layer comes after its outer layer.
 */
final class DataFlowOrder {
  private static final Comparator<List<Integer>> OUTER_FIRST = DataFlowOrder::compare;

  private final InputDependence dependence;
  private final LayerPorts ports;
  private final Map<String, Integer> positions = new HashMap<>();
  private final IdentityHashMap<Scope, List<LayerCall>> calls = new IdentityHashMap<>();
  private final IdentityHashMap<LayerCall, Integer> known = new IdentityHashMap<>();

  DataFlowOrder(FlatGraph graph, InputDependence dependence, LayerPorts ports) {
    this.dependence = dependence;
    this.ports = ports;
    graph.nodes().forEach(node -> positions.put(node.name(), positions.size()));
  }

  /** Adds the calls of a scope, and sorts them. */
  List<LayerCall> add(Scope scope, List<LayerCall> found) {
    List<LayerCall> ordered = sorted(found);
    calls.put(scope, ordered);
    return ordered;
  }

  /** Some calls in order. */
  List<LayerCall> sorted(Collection<LayerCall> some) {
    IdentityHashMap<LayerCall, List<Integer>> paths = new IdentityHashMap<>();
    some.forEach(call -> paths.put(call, path(call)));
    List<LayerCall> sorted = new ArrayList<>(some);
    sorted.sort((a, b) -> OUTER_FIRST.compare(paths.get(a), paths.get(b)));
    return sorted;
  }

  /** Compares calls by their order. */
  Comparator<LayerCall> comparator() {
    IdentityHashMap<LayerCall, List<Integer>> paths = new IdentityHashMap<>();
    return Comparator.comparing(call -> paths.computeIfAbsent(call, this::path), OUTER_FIRST);
  }

  /** The positions of the calls around a call, from the outermost, and its own. */
  private List<Integer> path(LayerCall call) {
    List<Integer> path = new ArrayList<>();
    path.add(position(call));
    for (Scope around = call.scope().parent(); around != null; around = around.parent()) {
      holder(around, call.nodes().get(0)).ifPresent(outer -> path.add(0, position(outer)));
    }
    return path;
  }

  private Optional<LayerCall> holder(Scope scope, FlatNode node) {
    List<LayerCall> all = calls.getOrDefault(scope, List.of());
    return all.stream().filter(call -> all.size() == 1 || call.nodes().contains(node)).findFirst();
  }

  private int position(LayerCall call) {
    return known.computeIfAbsent(call, this::firstResult);
  }

  private int firstResult(LayerCall call) {
    return ports.tensors(call, Port.OUTPUT).stream()
        .mapToInt(tensor -> position(tensor.tensor().node()))
        .min()
        .orElseGet(
            () ->
                call.nodes().stream()
                    .filter(node -> dependence.dependsOnInputs(node.output(0)))
                    .mapToInt(node -> position(node.name()))
                    .min()
                    .orElseGet(() -> position(call.nodes().get(0).name())));
  }

  private int position(String node) {
    return positions.getOrDefault(node, Integer.MAX_VALUE);
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int compared = Integer.compare(one.get(i), other.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
