package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The layers with weights of one graph. Immutable. */
final class LinearLayers {
  private final Map<String, LinearLayer> byOp = new HashMap<>();
  private final Map<String, Follower> followers = new HashMap<>();

  /**
   * Looks for them.
   *
   * @param ends tensors from which relevance starts, so that no layer goes on behind them
   */
  LinearLayers(FlatGraph graph, GraphSignals signals, Set<TensorRef> ends) {
    FollowerSearch search = new FollowerSearch(graph, signals, ends);
    for (FlatNode node : graph.nodes()) {
      LinearOp.of(node, signals).ifPresent(op -> add(new LinearLayer(op, search.behind(op))));
    }
  }

  private void add(LinearLayer layer) {
    byOp.put(layer.op().node().name(), layer);
    layer.followers().forEach(follower -> followers.put(follower.node().name(), follower));
  }

  /** The layer whose linear op a node is. */
  Optional<LinearLayer> ofOp(FlatNode node) {
    return Optional.ofNullable(byOp.get(node.name()));
  }

  /** A node that belongs to a layer, but is not its linear op. */
  Optional<Follower> follower(FlatNode node) {
    return Optional.ofNullable(followers.get(node.name()));
  }

  /** Where relevance starts, or a function ends. */
  static Set<TensorRef> ends(FlatGraph graph, TensorRef output) {
    Set<TensorRef> ends = new HashSet<>();
    ends.add(output);
    graph.signature().outputs().forEach(result -> ends.add(result.tensor()));
    return ends;
  }
}
