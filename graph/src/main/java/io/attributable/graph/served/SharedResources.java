package io.attributable.graph.served;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * What a signature shares with the others: nodes of the outermost graph that are variables and
 * tables. They are referred to, never copied, so that all signatures mean the same ones.
 */
final class SharedResources {
  private static final int OUTERMOST = 0;

  private final FlatGraph graph;
  private final Set<String> outermost;

  /**
   * Compares a signature with the existing ones.
   *
   * @param model the graph that the signature is written into
   */
  SharedResources(FlatGraph graph, GraphDef model) {
    this.graph = graph;
    this.outermost =
        model.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a node is a variable or a table. */
  boolean holds(NodeDef node) {
    return isOuter(node) && keepsState(graph.node(node.getName()));
  }

  /**
   * Whether a node is a constant of the outermost graph, which may as well be shared. One that
   * waits for others, as those inside branches do, would run the original signature.
   */
  boolean isConstant(NodeDef node) {
    return node.getOp().equals("Const") && node.getInputCount() == 0 && isOuter(node);
  }

  private boolean isOuter(NodeDef node) {
    FlatNode own = graph.byName().get(node.getName());
    return own != null
        && own.instance() == OUTERMOST
        && own.inputs().isEmpty()
        && own.op().equals(node.getOp())
        && outermost.contains(node.getName());
  }

  private static boolean keepsState(FlatNode node) {
    return node.outputs().stream().anyMatch(output -> output.type() == DataType.DT_RESOURCE)
        || node.definition().getOutputArgList().stream().anyMatch(OpDef.ArgDef::getIsRef);
  }
}
