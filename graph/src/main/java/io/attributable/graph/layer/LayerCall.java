package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of a layer.
 *
 * @param scope its exact scope
 * @param nodes its nodes, in the graph's order
 */
record LayerCall(Scope scope, List<FlatNode> nodes) {
  LayerCall {
    nodes = List.copyOf(nodes);
  }

  Set<String> nodeNames() {
    return nodes.stream().map(FlatNode::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
