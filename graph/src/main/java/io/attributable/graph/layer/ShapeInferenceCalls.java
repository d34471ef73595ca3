package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls for shape inference only: Keras 3 calls a recurrent cell once before its loop, to infer
 * shapes, and discards the result. The layer runs inside the loop; zeros for the discarded call
 * would suggest that the layer does not matter.
 */
final class ShapeInferenceCalls {
  private final FlatGraph graph;
  private final NestedLayers held;
  private final Set<String> used = new HashSet<>();

  ShapeInferenceCalls(FlatGraph graph) {
    this.graph = graph;
    this.held = new NestedLayers(graph);
    Deque<TensorRef> open = new ArrayDeque<>();
    graph.signature().outputs().stream().map(TensorSchema::tensor).forEach(open::push);
    while (!open.isEmpty()) {
      String node = open.pop().node();
      if (used.add(node)) {
        graph.node(node).inputs().forEach(open::push);
      }
    }
  }

  /** The node inside whose functions a layer does its work, if this call of it was on trial. */
  Optional<FlatNode> holder(LayerCall call) {
    Scope scope = call.scope();
    if (scope.segment().isEmpty() || call.nodes().stream().anyMatch(this::isUsed)) {
      return Optional.empty();
    }
    List<String> name = List.of(scope.segment());
    for (Scope around = scope.parent(); around != null; around = around.parent()) {
      Optional<FlatNode> holder = held.holder(name, around);
      if (holder.isPresent()) {
        return holder;
      }
    }
    return Optional.empty();
  }

  private boolean isUsed(FlatNode node) {
    return used.contains(node.name()) || graph.isFed(node.output(0));
  }
}
