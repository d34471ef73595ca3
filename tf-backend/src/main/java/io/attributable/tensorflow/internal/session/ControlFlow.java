package io.attributable.tensorflow.internal.session;

import io.attributable.graph.op.OpTrait;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Loops and branches, of either version of TensorFlow. */
public final class ControlFlow {

  private ControlFlow() {}

  /** Whether a node is part of one. */
  public static boolean isPart(NodeDef node) {
    return OpTrait.isControlFlow(node.getOp());
  }

  /** Whether a graph, or a function of its library, has any. */
  public static boolean isIn(GraphDef graph) {
    Stream<NodeDef> inFunctions =
        graph.getLibrary().getFunctionList().stream()
            .map(FunctionDef::getNodeDefList)
            .flatMap(nodes -> nodes.stream());
    return Stream.concat(graph.getNodeList().stream(), inFunctions).anyMatch(ControlFlow::isPart);
  }
}
