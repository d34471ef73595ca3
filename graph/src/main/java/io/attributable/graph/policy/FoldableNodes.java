package io.attributable.graph.policy;

import io.attributable.graph.flat.NodeOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Nodes with an effect that TensorFlow may run though nobody asks for them: without state, and of
 * constants alone. It computes such values while it imports a graph, where a shape depends on them
 * (tensorflow/core/common_runtime/eval_const_tensor.cc).
 */
final class FoldableNodes {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final NodeEffect effects;

  FoldableNodes(GraphDef graph, NodeEffect effects) {
    this.effects = effects;
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  List<NodeDef> nodes() {
    List<NodeDef> foldable = new ArrayList<>();
    for (NodeDef node : nodes.values()) {
      if (!effects.isStateful(node.getOp()) && effects.of(node).isPresent() && isConstant(node)) {
        foldable.add(node);
      }
    }
    return foldable;
  }

  private boolean isConstant(NodeDef start) {
    Deque<NodeDef> open = new ArrayDeque<>(List.of(start));
    Set<String> seen = new HashSet<>(Set.of(start.getName()));
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      // A placeholder with a default may count as constant.
      if (node.getOp().equals("Placeholder") || effects.isStateful(node.getOp())) {
        return false;
      }
      for (String input : node.getInputList()) {
        NodeDef source = nodes.get(NodeOrder.nodeOf(input));
        if (source != null && seen.add(source.getName())) {
          open.push(source);
        }
      }
    }
    return true;
  }
}
