package io.attributable.graph.flat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * Topological order that keeps the given one where it can: files list nodes in the order in which
 * the author's code made them, which is evidence for where a layer's call begins and ends.
 */
public final class NodeOrder {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> open = new HashSet<>();
  private final List<NodeDef> ordered = new ArrayList<>();

  private NodeOrder(List<NodeDef> given) {
    for (NodeDef node : given) {
      if (nodes.put(node.getName(), node) != null) {
        throw new IllegalArgumentException("node \"" + node.getName() + "\" appears twice");
      }
    }
  }

  /**
   * Orders nodes.
   *
   * @throws IllegalArgumentException if they form a cycle that is no loop of TensorFlow 1, or if
   *     two have the same name
   */
  public static List<NodeDef> of(List<NodeDef> given) {
    NodeOrder order = new NodeOrder(given);
    given.forEach(order::visit);
    return order.ordered;
  }

  /** The name of the node that an input string refers to. */
  public static String nodeOf(String input) {
    int from = input.startsWith("^") ? 1 : 0;
    int colon = input.indexOf(':');
    return colon < 0 ? input.substring(from) : input.substring(from, colon);
  }

  /** Depth first without recursion: graphs are deeper than the JVM's stack. */
  private void visit(NodeDef start) {
    Deque<NodeDef> stack = new ArrayDeque<>();
    stack.push(start);
    while (!stack.isEmpty()) {
      NodeDef node = stack.peek();
      if (done.contains(node.getName())) {
        stack.pop();
      } else if (open.add(node.getName())) {
        pushInputs(node, stack);
      } else {
        stack.pop();
        done.add(node.getName());
        ordered.add(node);
      }
    }
  }

  /** An input that is open but not done waits for this very node. */
  private void pushInputs(NodeDef node, Deque<NodeDef> stack) {
    for (int i = node.getInputCount() - 1; i >= 0; i--) {
      NodeDef input = nodes.get(nodeOf(node.getInput(i)));
      if (input == null || done.contains(input.getName()) || isBackEdge(node, input)) {
        continue;
      }
      if (open.contains(input.getName())) {
        throw new IllegalArgumentException(
            "node \""
                + node.getName()
                + "\" depends on itself through \""
                + input.getName()
                + "\"");
      }
      stack.push(input);
    }
  }

  private static boolean isBackEdge(NodeDef node, NodeDef input) {
    return isOp(node, "Merge", "RefMerge") && isOp(input, "NextIteration", "RefNextIteration");
  }

  private static boolean isOp(NodeDef node, String one, String other) {
    return node.getOp().equals(one) || node.getOp().equals(other);
  }
}
