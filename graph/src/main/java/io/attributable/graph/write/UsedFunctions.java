package io.attributable.graph.write;

import io.attributable.graph.op.FunctionReferences;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Leaves only those functions in a graph that its nodes, or other functions it keeps, refer to. */
public final class UsedFunctions {
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private UsedFunctions(FunctionDefLibrary library) {
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** The same graph without the others. */
  public static GraphDef.Builder prune(GraphDef.Builder graph) {
    UsedFunctions functions = new UsedFunctions(graph.getLibrary());
    graph.getNodeList().forEach(functions::use);
    FunctionDefLibrary.Builder kept = functions.closure();
    return graph.setLibrary(kept);
  }

  private FunctionDefLibrary.Builder closure() {
    FunctionDefLibrary.Builder kept = FunctionDefLibrary.newBuilder();
    while (!open.isEmpty()) {
      FunctionDef function = functions.get(open.pop());
      if (function != null) {
        kept.addFunction(function);
        function.getNodeDefList().forEach(this::use);
      }
    }
    return kept;
  }

  private void use(NodeDef node) {
    FunctionReferences.callable(node).forEach(this::use);
  }

  private void use(String name) {
    if (functions.containsKey(name) && used.add(name)) {
      open.push(name);
    }
  }
}
