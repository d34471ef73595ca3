package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.InputDependence;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All scopes of a graph under the names their author gave them, each with its calls. */
final class Layers {
  /**
   * A named part of the model.
   *
   * @param path the author's names, outermost first
   * @param calls in execution order
   * @param layer whether it is a layer rather than the scope of some op
   * @param perhaps further calls that may be of this layer, where the evidence does not decide
   */
  record Layer(List<String> path, List<LayerCall> calls, boolean layer, List<LayerCall> perhaps) {
    String name() {
      return String.join("/", path);
    }

    /** The call that comes first. */
    LayerCall first() {
      return calls.isEmpty() ? perhaps.get(0) : calls.get(0);
    }
  }

  private final Map<List<String>, Layer> byPath = new LinkedHashMap<>();
  private final InputDependence dependence;
  private final ObserverNodes observers;
  private final FlatGraph graph;
  private final Optional<String> root;
  private final AuthorNames names;
  private final ScopeTree tree;

  Layers(
      FlatGraph graph,
      InputDependence dependence,
      ScopeTree tree,
      VariableReads reads,
      ObserverNodes observers,
      DataFlowOrder order) {
    this.graph = graph;
    this.observers = observers;
    this.dependence = dependence;
    this.tree = tree;
    Exporter exporter = Exporter.of(graph.objects());
    this.names = new AuthorNames(tree, exporter);
    CallSplitter splitter = new CallSplitter(graph, reads, exporter, observers);
    Keras2LayerNames kerasTwo = Keras2LayerNames.of(graph.objects());
    tree.forEach(
        scope -> {
          boolean op = isOneOp(scope);
          if (!(op && exporter != Exporter.OTHER)
              && scope.nodes().stream().anyMatch(this::computes)) {
            List<LayerCall> calls = splitter.split(scope, kerasTwo.ownNodes(scope));
            add(scope, order.add(scope, calls), !op && kerasTwo.contains(scope.segment()), op);
          }
        });
    sort(order);
    root = findRoot();
  }

  /** In data-flow order: outer layers before inner ones, the calls of a layer together. */
  private void sort(DataFlowOrder order) {
    List<Layer> found =
        byPath.values().stream()
            .map(
                layer ->
                    new Layer(
                        layer.path(),
                        order.sorted(layer.calls()),
                        layer.layer(),
                        order.sorted(layer.perhaps())))
            .sorted(Comparator.comparing(Layer::first, order.comparator()))
            .toList();
    byPath.clear();
    found.forEach(layer -> byPath.put(layer.path(), layer));
  }

  private void add(Scope scope, List<LayerCall> calls, boolean listed, boolean op) {
    AuthorNames.Verdict verdict = names.verdict(scope);
    boolean layer = (verdict.layer() && !op) || listed;
    List<String> path = names.path(scope);
    add(new Layer(path, calls, layer, List.of()));
    String perhaps = verdict.perhaps();
    if (perhaps != null && !op) {
      List<String> other = new ArrayList<>(path);
      other.set(other.size() - 1, perhaps);
      add(new Layer(other, List.of(), layer, calls));
    }
  }

  /**
   * An op with its constants, or the weights it reads, in a scope of its own name, such as {@code 1
   * - x}. In TensorFlow 1, where single ops are what authors name, it counts as a layer.
   */
  private boolean isOneOp(Scope scope) {
    return graph.objects().getNodesCount() > 0
        && scope.nodes().stream()
            .allMatch(
                node ->
                    CallSplitter.isPassive(node)
                        || node.op().equals("ReadVariableOp")
                        || node.scopedName().equals(scope.path()));
  }

  /** A node's name with the scopes around it as the author called them. */
  String authorName(FlatNode node) {
    int slash = node.scopedName().lastIndexOf('/');
    return slash < 0
        ? node.scopedName()
        : tree.find(node.scopedName().substring(0, slash))
                .map(scope -> String.join("/", names.path(scope)))
                .orElse(node.scopedName().substring(0, slash))
            + node.scopedName().substring(slash);
  }

  /** A node on its own as a call. */
  LayerCall ofNode(FlatNode node) {
    return new LayerCall(tree.top(), List.of(node));
  }

  private void add(Layer layer) {
    byPath.merge(layer.path(), layer, Layers::merge);
  }

  private static Layer merge(Layer one, Layer other) {
    return new Layer(
        one.path(),
        concat(one.calls(), other.calls()),
        one.layer() || other.layer(),
        concat(one.perhaps(), other.perhaps()));
  }

  private static List<LayerCall> concat(List<LayerCall> one, List<LayerCall> other) {
    List<LayerCall> both = new ArrayList<>(one);
    both.addAll(other);
    return both;
  }

  /** All named parts, outer ones first. */
  Collection<Layer> all() {
    return byPath.values();
  }

  /** The last parts of all names. */
  Set<String> lastNames() {
    return byPath.keySet().stream()
        .map(path -> path.get(path.size() - 1))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The scope that holds the whole model, as Keras gives it; its name may be left out. */
  Optional<String> root() {
    return root;
  }

  /** The path without the model's own name in front. */
  List<String> shortPath(Layer layer) {
    boolean below = root.isPresent() && layer.path().size() > 1;
    return below && layer.path().get(0).equals(root.get())
        ? layer.path().subList(1, layer.path().size())
        : layer.path();
  }

  /** Whether a listing should show it. */
  boolean isListed(Layer layer) {
    boolean isRoot = layer.path().size() == 1 && root.equals(Optional.of(layer.path().get(0)));
    boolean topOfModel = shortPath(layer).size() == 1;
    return !isRoot
        && !layer.calls().isEmpty()
        && (layer.layer() || (topOfModel && root.isPresent()));
  }

  private boolean computes(FlatNode node) {
    return !graph.isFed(node.output(0))
        && dependence.dependsOnInputs(node.output(0))
        && !observers.contains(node);
  }

  /** The scope of all nodes but those that pass results on. */
  private Optional<String> findRoot() {
    List<Scope> tops =
        tree.top().children().values().stream()
            .filter(scope -> scope.nodes().stream().anyMatch(this::computes))
            .collect(Collectors.toList());
    if (tops.size() != 1 || !allComputedIn(tops.get(0))) {
      return Optional.empty();
    }
    boolean holdsLayers =
        tops.get(0).children().values().stream()
            .anyMatch(child -> !isOneOp(child) && child.nodes().stream().anyMatch(this::computes));
    return holdsLayers ? Optional.of(names.verdict(tops.get(0)).name()) : Optional.empty();
  }

  private boolean allComputedIn(Scope scope) {
    Set<String> inside = scope.nodes().stream().map(FlatNode::name).collect(Collectors.toSet());
    for (FlatNode node : graph.nodes()) {
      if (computes(node) && !inside.contains(node.name()) && !handsOn(node)) {
        return false;
      }
    }
    return true;
  }

  private static boolean handsOn(FlatNode node) {
    return node.op().equals("Identity") || node.inputs().stream().map(TensorRef::node).count() == 0;
  }
}
