package io.attributable.graph.policy;

import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.ReachableFunctions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What is run for some nodes of an outermost graph: they and what they wait for, the functions that
 * those call or refer to, gradients of those, and functions that TensorFlow's optimiser may take
 * instead of them.
 *
 * @param outermost nodes of the outermost graph
 * @param functions with all their nodes
 */
record ReachedNodes(List<NodeDef> outermost, List<FunctionDef> functions) {
  /**
   * Functions with the same value are taken for one another (grappler's implementation selector).
   */
  private static final String IMPLEMENTS = "api_implements";

  ReachedNodes {
    outermost = List.copyOf(outermost);
    functions = List.copyOf(functions);
  }

  /**
   * What is run for nodes.
   *
   * @param wanted nodes that run in any case
   * @param fed tensors that are given. What they come from runs none the less where another of its
   *     tensors is used, or where something waits for its node (tensorflow/core/graph/subgraph.cc)
   */
  static ReachedNodes of(GraphDef graph, Collection<String> wanted, Set<String> fed) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Map<String, NodeDef> reached = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      String name = open.pop();
      NodeDef node = nodes.get(name);
      if (node != null && reached.put(name, node) == null) {
        node.getInputList().stream()
            .filter(input -> !fed.contains(tensor(input)))
            .forEach(input -> open.push(NodeOrder.nodeOf(input)));
      }
    }
    return of(List.copyOf(reached.values()), graph.getLibrary());
  }

  /** An input of a node in the outermost graph, always with its index. */
  static String tensor(String input) {
    return input.indexOf(':') < 0 ? input + ":0" : input;
  }

  /** What nodes run, all of which run. */
  static ReachedNodes of(List<NodeDef> outermost, FunctionDefLibrary library) {
    Map<String, List<NodeDef>> alike = alike(library);
    List<NodeDef> callers = new ArrayList<>(outermost);
    List<FunctionDef> functions = ReachableFunctions.of(callers, library);
    Set<String> added = new HashSet<>();
    for (boolean more = !alike.isEmpty();
        more;
        functions = ReachableFunctions.of(callers, library)) {
      more = false;
      for (FunctionDef function : functions) {
        String name = implemented(function);
        if (!name.isEmpty() && added.add(name)) {
          callers.addAll(alike.getOrDefault(name, List.of()));
          more = true;
        }
      }
    }
    return new ReachedNodes(outermost, functions);
  }

  /** By what they implement, calls of functions. */
  private static Map<String, List<NodeDef>> alike(FunctionDefLibrary library) {
    Map<String, List<NodeDef>> alike = new HashMap<>();
    for (FunctionDef function : library.getFunctionList()) {
      String name = implemented(function);
      if (!name.isEmpty()) {
        alike
            .computeIfAbsent(name, unused -> new ArrayList<>())
            .add(NodeDef.newBuilder().setOp(function.getSignature().getName()).build());
      }
    }
    return alike;
  }

  private static String implemented(FunctionDef function) {
    return function
        .getAttrOrDefault(IMPLEMENTS, AttrValue.getDefaultInstance())
        .getS()
        .toStringUtf8();
  }

  /** The functions that a node calls or refers to. */
  static List<String> referred(NodeDef node) {
    return FunctionReferences.callable(node);
  }
}
