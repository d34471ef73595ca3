package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Whether running a node again gives the same result. A node that draws random numbers does not,
 * nor one that reads a variable in a body that writes to variables.
 */
final class Recomputability {
  private static final Set<OpTrait> READS =
      EnumSet.of(OpTrait.VARIABLE_READ, OpTrait.VARIABLE_QUERY, OpTrait.TABLE_READ);

  /** What they run is looked at itself. */
  private static final Set<OpTrait> HARMLESS =
      EnumSet.of(
          OpTrait.VARIABLE_HANDLE,
          OpTrait.TABLE_HANDLE,
          OpTrait.WITHOUT_EFFECT,
          OpTrait.LOOP,
          OpTrait.BRANCH,
          OpTrait.CALL);

  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final boolean writes;

  Recomputability(FlatGraph graph) {
    graph
        .library()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    this.writes = mayWrite(graph);
  }

  boolean test(FlatNode node) {
    return reached(node).stream()
        .noneMatch(within -> isRandom(within) || changes(within) || (writes && reads(within)));
  }

  private boolean mayWrite(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      if (reached(node).stream().anyMatch(Recomputability::changes)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRandom(NodeDef node) {
    return ImpureOps.isRandom(node.getOp(), node.getAttrMap());
  }

  /** Whether a node looks at what others may have changed. */
  private static boolean reads(NodeDef node) {
    return READS.stream().anyMatch(trait -> trait.is(node.getOp()));
  }

  /** Whether a node may change what others look at. */
  private static boolean changes(NodeDef node) {
    return OPS.find(node.getOp()).map(OpDef::getIsStateful).orElse(false)
        && !reads(node)
        && HARMLESS.stream().noneMatch(trait -> trait.is(node.getOp()));
  }

  /** A node, and all that the functions it refers to are made of. */
  private List<NodeDef> reached(FlatNode start) {
    List<NodeDef> reached = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>();
    open.push(start.toProto());
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      reached.add(node);
      FunctionReferences.callable(node).forEach(name -> enter(name, seen, open));
    }
    return reached;
  }

  private void enter(String name, Set<String> seen, Deque<NodeDef> open) {
    FunctionDef function = functions.get(name);
    if (function != null && seen.add(name)) {
      function.getNodeDefList().forEach(open::push);
    }
  }
}
