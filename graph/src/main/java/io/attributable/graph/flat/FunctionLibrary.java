package io.attributable.graph.flat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;

/** A graph's functions by name. */
final class FunctionLibrary {
  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  private final Map<String, FunctionDef> functions = new HashMap<>();

  private FunctionLibrary(FunctionDefLibrary library) {
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  static FunctionLibrary of(FunctionDefLibrary library) {
    return new FunctionLibrary(library);
  }

  @Nullable FunctionDef find(String name) {
    return functions.get(name);
  }

  /** Whether a node does nothing but call a function: by a call op or by the function's name. */
  boolean isCall(NodeDef node) {
    return CALLS.contains(node.getOp()) || functions.containsKey(node.getOp());
  }

  /** The name of the function that a call calls. */
  static String callee(NodeDef call) {
    return CALLS.contains(call.getOp())
        ? call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName()
        : call.getOp();
  }
}
