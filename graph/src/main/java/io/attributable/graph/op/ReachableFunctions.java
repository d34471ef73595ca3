package io.attributable.graph.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RegisteredGradient;

/**
 * The functions that some nodes call or refer to, directly or through others, and those that hand
 * back gradients of theirs. What is wrong with other functions is no concern of these nodes.
 */
public final class ReachableFunctions {
  private static final String GRADIENT_TYPE = "_gradient_op_type";

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, String> gradients = new HashMap<>();

  /** Of {@code SymbolicGradient}, by the function that is differentiated. */
  private final Map<String, String> ofFunctions = new HashMap<>();

  private final Set<String> reached = new LinkedHashSet<>();
  private final Deque<FunctionDef> open = new ArrayDeque<>();

  private ReachableFunctions(FunctionDefLibrary library) {
    library
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    library
        .getGradientList()
        .forEach(
            gradient -> ofFunctions.put(gradient.getFunctionName(), gradient.getGradientFunc()));
    for (RegisteredGradient gradient : library.getRegisteredGradientsList()) {
      gradients.putIfAbsent(gradient.getRegisteredOpType(), gradient.getGradientFunc());
    }
  }

  /** The names of the functions that nodes reach. */
  public static Set<String> names(Collection<NodeDef> nodes, FunctionDefLibrary library) {
    ReachableFunctions functions = new ReachableFunctions(library);
    nodes.forEach(functions::visit);
    while (!functions.open.isEmpty()) {
      FunctionDef function = functions.open.pop();
      function.getNodeDefList().forEach(functions::visit);
      functions.reach(functions.ofFunctions.getOrDefault(function.getSignature().getName(), ""));
    }
    return functions.reached;
  }

  /** The functions that nodes reach, in the library's order; of two with one name, the last. */
  public static List<FunctionDef> of(Collection<NodeDef> nodes, FunctionDefLibrary library) {
    Set<String> names = names(nodes, library);
    Map<String, FunctionDef> byName = new LinkedHashMap<>();
    for (FunctionDef function : library.getFunctionList()) {
      if (names.contains(function.getSignature().getName())) {
        byName.put(function.getSignature().getName(), function);
      }
    }
    return new ArrayList<>(byName.values());
  }

  private void visit(NodeDef node) {
    FunctionReferences.callable(node).forEach(this::reach);
    AttrValue gradient = node.getAttrMap().get(GRADIENT_TYPE);
    if (gradient != null) {
      reach(gradients.getOrDefault(gradient.getS().toStringUtf8(), ""));
    }
  }

  private void reach(String name) {
    FunctionDef function = functions.get(name);
    if (function != null && reached.add(name)) {
      open.push(function);
    }
  }
}
