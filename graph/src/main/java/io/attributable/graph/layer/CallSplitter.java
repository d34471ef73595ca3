package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Separates the calls of a shared layer in one scope, as Keras 2 and {@code tf.Module} export them.
 * Without that, the last call would be explained silently.
 *
 * <p>The evidence, strongest first: different bodies of functions opened the scope; the scope
 * repeats itself in whole calls; several objects own the variables it reads; other layers come
 * between.
 */
final class CallSplitter {

  private final FlatGraph graph;
  private final RepeatedBlocks repetitions;
  private final SameNamedObjects objects;
  private final InterleavedCalls interruptions;

  CallSplitter(FlatGraph graph, VariableReads reads, Exporter exporter, ObserverNodes observers) {
    this.graph = graph;
    this.repetitions = new RepeatedBlocks(graph, reads, exporter);
    this.objects = new SameNamedObjects(reads, new VariableOwners(graph.objects()), exporter);
    this.interruptions = new InterleavedCalls(graph, observers);
  }

  /** Whether a node does nothing when the graph runs. */
  static boolean isPassive(FlatNode node) {
    String op = node.op();
    return op.equals("Const")
        || op.equals("NoOp")
        || op.equals("Placeholder")
        || OpTrait.isVariable(op);
  }

  /**
   * One call, or several in the order in which they were made.
   *
   * @param own the scope's nodes, less those of other layers
   */
  List<LayerCall> split(Scope scope, List<FlatNode> own) {
    List<List<FlatNode>> calls = new ArrayList<>();
    byOpener(scope, own).values().forEach(nodes -> calls.addAll(divide(scope, nodes)));
    return calls.size() < 2
        ? List.of(new LayerCall(scope, own))
        : calls.stream().map(nodes -> new LayerCall(scope, nodes)).collect(Collectors.toList());
  }

  private Map<Integer, List<FlatNode>> byOpener(Scope scope, List<FlatNode> own) {
    Map<Integer, List<FlatNode>> bodies = new LinkedHashMap<>();
    for (FlatNode node : own) {
      if (!isPassive(node)) {
        bodies
            .computeIfAbsent(graph.opener(node, scope.path()), unused -> new ArrayList<>())
            .add(node);
      }
    }
    return bodies;
  }

  private List<List<FlatNode>> divide(Scope scope, List<FlatNode> nodes) {
    if (repeatsOnlyInside(scope, nodes)) {
      return List.of(nodes);
    }
    List<List<FlatNode>> calls = repetitions.split(nodes);
    if (calls.size() == 1) {
      calls = objects.split(scope, nodes);
    }
    return calls.size() == 1 ? interruptions.split(nodes) : calls;
  }

  /**
   * Several calls of a function that opens its own scope are calls of the inner layer. A function's
   * results are passed on in the outer scope.
   */
  private static boolean repeatsOnlyInside(Scope scope, List<FlatNode> nodes) {
    Set<Integer> bodies = nodes.stream().map(FlatNode::instance).collect(Collectors.toSet());
    List<FlatNode> working =
        nodes.stream().filter(node -> !node.op().equals("Identity")).collect(Collectors.toList());
    return bodies.size() > 1
        && scope.children().values().stream()
            .anyMatch(child -> Set.copyOf(child.nodes()).containsAll(working));
  }
}
