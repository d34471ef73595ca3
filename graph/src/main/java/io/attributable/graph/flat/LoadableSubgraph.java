package io.attributable.graph.flat;

import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.savedmodel.OpRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What of a graph TensorFlow can load. It takes none of a graph in which a single op is unknown to
 * it, whether anything needs that op or not; without the op, and all that depends on it, it takes
 * the rest.
 */
public final class LoadableSubgraph {
  private static final String GROUP = "NoOp";

  private final GraphDef graph;
  private final OpRegistry ops;
  private final Set<String> brokenFunctions = new HashSet<>();
  private final Set<String> brokenNodes = new HashSet<>();

  private LoadableSubgraph(GraphDef graph, OpRegistry ops) {
    this.graph = graph;
    this.ops = ops;
    findFunctions();
    findNodes();
  }

  /** Whether TensorFlow and the op libraries that are loaded have all ops of a graph. */
  public static boolean isWhole(GraphDef graph, OpRegistry ops) {
    Set<String> functions = new HashSet<>();
    graph.getLibrary().getFunctionList().forEach(function -> functions.add(name(function)));
    return Stream.concat(
            graph.getNodeList().stream(),
            graph.getLibrary().getFunctionList().stream()
                .flatMap(function -> function.getNodeDefList().stream()))
        .map(NodeDef::getOp)
        .distinct()
        .allMatch(op -> ops.isLoaded(op) || functions.contains(op));
  }

  /** The graph without what cannot be loaded. */
  public static GraphDef of(GraphDef graph, OpRegistry ops) {
    return new LoadableSubgraph(graph, ops).kept();
  }

  private void findFunctions() {
    Map<String, List<String>> users = new HashMap<>();
    Set<String> names = new HashSet<>();
    graph.getLibrary().getFunctionList().forEach(function -> names.add(name(function)));
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      for (NodeDef node : function.getNodeDefList()) {
        if (!names.contains(node.getOp()) && !ops.isLoaded(node.getOp())) {
          brokenFunctions.add(name(function));
        }
        FunctionReferences.callable(node)
            .forEach(
                called ->
                    users.computeIfAbsent(called, unused -> new ArrayList<>()).add(name(function)));
      }
    }
    spread(brokenFunctions, users);
  }

  private void findNodes() {
    Map<String, List<String>> users = new HashMap<>();
    Set<String> names = new HashSet<>();
    graph.getLibrary().getFunctionList().forEach(function -> names.add(name(function)));
    for (NodeDef node : graph.getNodeList()) {
      boolean loadable = names.contains(node.getOp()) || ops.isLoaded(node.getOp());
      if (!loadable
          || FunctionReferences.callable(node).stream().anyMatch(brokenFunctions::contains)) {
        brokenNodes.add(node.getName());
      }
      if (!node.getOp().equals(GROUP)) {
        node.getInputList()
            .forEach(
                input ->
                    users
                        .computeIfAbsent(NodeOrder.nodeOf(input), unused -> new ArrayList<>())
                        .add(node.getName()));
      }
    }
    spread(brokenNodes, users);
  }

  private static void spread(Set<String> names, Map<String, List<String>> users) {
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      for (String user : users.getOrDefault(open.pop(), List.of())) {
        if (names.add(user)) {
          open.push(user);
        }
      }
    }
  }

  private GraphDef kept() {
    GraphDef.Builder kept = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (!brokenNodes.contains(node.getName())) {
        kept.addNode(node.getOp().equals(GROUP) ? group(node) : node);
      }
    }
    kept.getLibraryBuilder().clearFunction().clearRegisteredGradients();
    graph.getLibrary().getFunctionList().stream()
        .filter(function -> !brokenFunctions.contains(name(function)))
        .forEach(kept.getLibraryBuilder()::addFunction);
    graph.getLibrary().getRegisteredGradientsList().stream()
        .filter(gradient -> !brokenFunctions.contains(gradient.getGradientFunc()))
        .forEach(kept.getLibraryBuilder()::addRegisteredGradients);
    return kept.build();
  }

  /** A node that only waits for others, such as for all tables to be filled, waits for the rest. */
  private NodeDef group(NodeDef node) {
    List<String> inputs =
        node.getInputList().stream()
            .filter(input -> !brokenNodes.contains(NodeOrder.nodeOf(input)))
            .toList();
    return node.toBuilder().clearInput().addAllInput(inputs).build();
  }

  private static String name(FunctionDef function) {
    return function.getSignature().getName();
  }
}
