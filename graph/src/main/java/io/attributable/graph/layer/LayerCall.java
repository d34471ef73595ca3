package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of a layer.
 *
 * @param scope the scope it lies in, to the letter
 * @param nodes what it consists of, in the order in which it was made
 */
record LayerCall(Scope scope, List<FlatNode> nodes) {
  LayerCall {
    nodes = List.copyOf(nodes);
  }

  Set<String> nodeNames() {
    return nodes.stream().map(FlatNode::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
