package io.attributable.tensorflow.internal.session;

import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Loops and branches, of either version of TensorFlow. */
public final class ControlFlow {
  private static final Set<String> OPS =
      Set.of(
          "While",
          "StatelessWhile",
          "If",
          "StatelessIf",
          "Case",
          "StatelessCase",
          "For",
          "MapDefun",
          "Switch",
          "Merge",
          "Enter",
          "Exit",
          "NextIteration",
          "LoopCond");

  private ControlFlow() {}

  /** Whether a node is part of one. */
  public static boolean isPart(NodeDef node) {
    return OPS.contains(node.getOp());
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
