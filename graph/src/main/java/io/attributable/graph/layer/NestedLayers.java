package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.FunctionReferences;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/** Layers inside functions that are not inlined: in the bodies of loops and in branches. */
final class NestedLayers {
  private final FlatGraph graph;
  private final Map<String, FunctionDef> functions = new HashMap<>();

  NestedLayers(FlatGraph graph) {
    this.graph = graph;
    graph
        .library()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** The node of the signature's graph that holds a layer of this path. */
  Optional<FlatNode> holder(List<String> path) {
    return holder(path, graph.nodes());
  }

  /** The same, among the nodes of a scope. */
  Optional<FlatNode> holder(List<String> path, Scope around) {
    return holder(path, around.nodes());
  }

  private Optional<FlatNode> holder(List<String> path, Iterable<FlatNode> nodes) {
    for (FlatNode node : nodes) {
      if (FunctionReferences.areIn(node.attributes()) && holds(node.toProto(), path)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  private boolean holds(NodeDef holder, List<String> path) {
    Set<String> seen = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>();
    enter(holder, seen, open);
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      if (lies(List.of(node.getName().split("/", -1)), path)) {
        return true;
      }
      enter(node, seen, open);
    }
    return false;
  }

  private void enter(NodeDef node, Set<String> seen, Deque<NodeDef> open) {
    FunctionReferences.callable(node).forEach(name -> enter(name, seen, open));
  }

  private void enter(String name, Set<String> seen, Deque<NodeDef> open) {
    FunctionDef function = functions.get(name);
    if (function != null && seen.add(name)) {
      function.getNodeDefList().forEach(open::push);
    }
  }

  /** Whether a node is in scopes of these names, ignoring the suffixes that make names unique. */
  private static boolean lies(List<String> scopes, List<String> path) {
    List<String> plain = scopes.stream().map(UniqueSuffix::strip).toList();
    List<String> wanted = path.stream().map(UniqueSuffix::strip).toList();
    return Collections.indexOfSubList(scopes, path) >= 0
        || Collections.indexOfSubList(plain, wanted) >= 0;
  }
}
