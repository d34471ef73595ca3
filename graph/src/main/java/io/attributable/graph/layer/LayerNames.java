package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Users' names of tensors, and the layers of nodes. Immutable. */
public final class LayerNames {
  private final FlatGraph graph;
  private final List<LayerEntry> entries;
  private final Map<String, Long> namesakes;

  public LayerNames(LayerIndex layers) {
    this.graph = layers.graph();
    this.entries = layers.layers();
    this.namesakes =
        graph.byName().values().stream()
            .collect(Collectors.groupingBy(FlatNode::scopedName, Collectors.counting()));
  }

  /** All layers, in the order of the graph. */
  public List<LayerEntry> entries() {
    return entries;
  }

  /** The innermost layer of a node; without the call, where calls of a layer share a scope. */
  public Optional<String> layerOf(FlatNode node) {
    Optional<LayerEntry> innermost =
        entries.stream()
            .filter(entry -> (node.scopedName() + "/").startsWith(entry.scope() + "/"))
            .max(Comparator.comparingInt(entry -> entry.scope().length()));
    return innermost.map(
        entry -> isOnlyCall(entry) ? entry.address() : entry.address().replaceAll("#[0-9]+$", ""));
  }

  private boolean isOnlyCall(LayerEntry entry) {
    return entries.stream().filter(other -> other.scope().equals(entry.scope())).count() == 1;
  }

  /** An address that leads to a tensor, with the author's scopes if they are enough. */
  public String address(TensorRef tensor) {
    String scoped = graph.node(tensor.node()).scopedName();
    boolean enough = namesakes.getOrDefault(scoped, 0L) == 1 && !graph.byName().containsKey(scoped);
    return "tensor:" + (enough ? new TensorRef(scoped, tensor.index()) : tensor);
  }
}
