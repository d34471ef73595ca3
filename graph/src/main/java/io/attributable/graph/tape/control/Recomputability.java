package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Whether running a node again gives the same again. What draws random numbers does not, nor what
 * reads a variable in a body that writes to one.
 */
final class Recomputability {
  /** Stateful ops that only look something up, or make nothing. */
  private static final Set<String> READS =
      Set.of(
          "ReadVariableOp",
          "VarHandleOp",
          "ResourceGather",
          "ResourceGatherNd",
          "VarIsInitializedOp",
          "HashTableV2",
          "MutableHashTableV2",
          "LookupTableFindV2",
          "LookupTableSizeV2",
          "Assert",
          "PrintV2",
          "Print",
          "Placeholder");

  private static final Set<String> HOLDERS =
      Set.of("While", "If", "Case", "StatefulPartitionedCall", "PartitionedCall");
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
    if (!node.definition().getIsStateful()) {
      return true;
    }
    return isHarmless(node.toProto()) && !(writes && node.op().equals("ReadVariableOp"));
  }

  private boolean mayWrite(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      if (node.definition().getIsStateful() && !isHarmless(node.toProto())) {
        return true;
      }
    }
    return false;
  }

  /** A node, and all that the functions it refers to are made of. */
  private boolean isHarmless(NodeDef start) {
    Set<String> seen = new HashSet<>();
    Deque<NodeDef> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      NodeDef node = open.pop();
      if (isStateful(node) && !READS.contains(node.getOp()) && !HOLDERS.contains(node.getOp())) {
        return false;
      }
      for (AttrValue value : node.getAttrMap().values()) {
        enter(value.getFunc().getName(), seen, open);
        value.getList().getFuncList().forEach(held -> enter(held.getName(), seen, open));
      }
      enter(node.getOp(), seen, open);
    }
    return true;
  }

  private void enter(String name, Set<String> seen, Deque<NodeDef> open) {
    FunctionDef function = functions.get(name);
    if (function != null && seen.add(name)) {
      function.getNodeDefList().forEach(open::push);
    }
  }

  private static boolean isStateful(NodeDef node) {
    return OPS.find(node.getOp()).map(OpDef::getIsStateful).orElse(false);
  }
}
