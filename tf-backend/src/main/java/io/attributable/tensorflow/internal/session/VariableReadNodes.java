package io.attributable.tensorflow.internal.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The nodes of a file that read its variables. Using these is cheaper than adding others:
 * TensorFlow places all of a loaded graph anew once anything is added. Immutable.
 */
public final class VariableReadNodes {
  private final Map<String, String> byVariable = new HashMap<>();

  private VariableReadNodes(GraphDef graph) {
    for (NodeDef node : graph.getNodeList()) {
      if (isPlain(node)) {
        byVariable.putIfAbsent(node.getInput(0), node.getName());
      }
    }
  }

  public static VariableReadNodes of(GraphDef graph) {
    return new VariableReadNodes(graph);
  }

  /** Whether a node reads a variable and waits for nothing, such as its initialisation. */
  static boolean isPlain(NodeDef node) {
    return node.getOp().equals("ReadVariableOp") && node.getInputCount() == 1;
  }

  /** A node that reads what another one holds. */
  public Optional<String> of(String variable) {
    return Optional.ofNullable(byVariable.get(variable));
  }
}
