package io.attributable.graph.flat.check;

import io.attributable.AttributionException;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Refuses unknown ops, those in the bodies of loops and branches, too. */
public final class UnknownOpCheck {
  private final String model;
  private final OpRegistry ops;

  public UnknownOpCheck(String model, OpRegistry ops) {
    this.model = model;
    this.ops = ops;
  }

  /**
   * Looks at all nodes of a graph and its functions.
   *
   * @throws AttributionException UNKNOWN_OP
   */
  public void refuse(GraphDef graph) {
    Set<String> functions = new HashSet<>();
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      functions.add(function.getSignature().getName());
    }
    refuse(graph.getNodeList(), functions);
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> refuse(function.getNodeDefList(), functions));
  }

  private void refuse(List<NodeDef> nodes, Set<String> functions) {
    for (NodeDef node : nodes) {
      if (!functions.contains(node.getOp())) {
        ops.require(node.getOp(), node.getName(), model);
      }
    }
  }
}
