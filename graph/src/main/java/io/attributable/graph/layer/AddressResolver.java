package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the tensors of an address, or reports why it cannot. */
final class AddressResolver {
  private final Layers layers;
  private final ScopeTree tree;
  private final ShapeInferenceCalls trials;
  private final LayerPorts ports;
  private final ResolutionErrors errors;
  private final NonFloatPort withoutFloats;
  private final NodeResolver nodes;

  AddressResolver(
      FlatGraph graph,
      Layers layers,
      ScopeTree tree,
      LayerPorts ports,
      ShapeInferenceCalls trials,
      Supplier<List<String>> listed) {
    this.layers = layers;
    this.trials = trials;
    this.tree = tree;
    this.ports = ports;
    this.errors = new ResolutionErrors(graph, listed, this::enclosing, layers.lastNames());
    this.withoutFloats = new NonFloatPort(graph, ports, this::explainable);
    this.nodes = new NodeResolver(graph, layers, ports, errors, withoutFloats);
  }

  LayerTensors resolve(String address, Port port) {
    LayerAddress parsed = LayerAddress.parse(address);
    if (parsed instanceof LayerAddress.Tensor tensor) {
      return new LayerTensors(address, port, List.of(nodes.tensor(address, tensor.tensor())));
    }
    if (parsed instanceof LayerAddress.Input input) {
      return new LayerTensors(address, port, List.of(nodes.input(address, input.name(), port)));
    }
    LayerCall call =
        parsed instanceof LayerAddress.Scope scope
            ? scope(address, scope.path())
            : named(address, (LayerAddress.Name) parsed);
    trials
        .holder(call)
        .ifPresent(
            holder -> {
              throw errors.inside(address, holder);
            });
    List<TensorInfo> tensors = ports.tensors(call, port);
    if (tensors.isEmpty()) {
      throw withoutFloats.layer(address, call, port);
    }
    return new LayerTensors(address, port, tensors);
  }

  /** The shortest address under which a layer is found again. */
  String shortestName(Layers.Layer layer) {
    List<String> path = layers.shortPath(layer);
    for (int from = path.size() - 1; from > 0; from--) {
      List<String> end = path.subList(from, path.size());
      List<Layers.Layer> found = matching(end);
      if (found.size() == 1 && found.get(0).path().equals(layer.path())) {
        return String.join("/", end);
      }
    }
    return String.join("/", path);
  }

  /** The innermost layer around a node that can be named and has outputs to explain. */
  private Optional<String> explainable(FlatNode node) {
    return enclosing(
        node,
        layer ->
            layer.calls().size() == 1
                && layer.perhaps().isEmpty()
                && !ports.tensors(layer.calls().get(0), Port.OUTPUT).isEmpty());
  }

  /** The innermost layer that has a node: the one with the fewest. */
  private Optional<String> enclosing(FlatNode node) {
    return enclosing(node, layer -> true);
  }

  private Optional<String> enclosing(FlatNode node, Predicate<Layers.Layer> wanted) {
    return layers.all().stream()
        .filter(layers::isListed)
        .filter(wanted)
        .filter(layer -> layer.calls().stream().anyMatch(call -> call.nodes().contains(node)))
        .min(Comparator.comparing(layer -> layer.calls().get(0).nodes().size()))
        .map(this::shortestName);
  }

  private LayerCall scope(String address, String path) {
    Scope scope = tree.find(path).orElseThrow(() -> errors.unknownScope(address, path, tree));
    return new LayerCall(scope, scope.nodes());
  }

  private LayerCall named(String address, LayerAddress.Name name) {
    List<Layers.Layer> found = matching(name.path());
    if (found.isEmpty()) {
      return nodes.named(address, name);
    }
    if (found.size() > 1) {
      List<String> paths =
          found.stream()
              .map(layer -> String.join("/", layers.shortPath(layer)))
              .collect(Collectors.toList());
      throw errors.ambiguous(address, found.size() + " layers have this name", paths);
    }
    return call(address, name.call(), found.get(0));
  }

  private LayerCall call(String address, int wanted, Layers.Layer layer) {
    List<LayerCall> calls = new ArrayList<>(layer.calls());
    calls.addAll(layer.perhaps());
    if (wanted == 0 && calls.size() == 1) {
      return calls.get(0);
    }
    if (wanted > calls.size()) {
      throw errors.unknownCall(address, calls.size());
    }
    if (wanted > 0) {
      return calls.get(wanted - 1);
    }
    throw layer.perhaps().isEmpty() ? severalCalls(address, calls) : alike(address, calls);
  }

  /** Calls in one scope are a finding, not a fact: the whole scope is offered too. */
  private AttributionException severalCalls(String address, List<LayerCall> calls) {
    List<String> names =
        IntStream.rangeClosed(1, calls.size())
            .mapToObj(call -> address + "#" + call)
            .collect(Collectors.toCollection(ArrayList::new));
    if (calls.stream().map(LayerCall::scope).distinct().count() == 1) {
      names.add("scope:" + calls.get(0).scope().path() + " (all of them)");
    }
    return errors.ambiguous(address, "it is called " + calls.size() + " times", names);
  }

  private AttributionException alike(String address, List<LayerCall> calls) {
    List<String> scopes =
        calls.stream().map(call -> "scope:" + call.scope().path()).collect(Collectors.toList());
    return errors.ambiguous(
        address,
        "nothing tells whether these scopes are calls of one layer or layers of their own",
        scopes);
  }

  /**
   * The layers that match a path: those with exactly this path from the model's top, else those
   * whose path ends with it, else those whose path contains its segments in this order. Layers are
   * preferred to the model itself and to scopes of ops.
   */
  private List<Layers.Layer> matching(List<String> path) {
    List<Predicate<Layers.Layer>> matchers =
        List.of(
            layer -> layers.shortPath(layer).equals(path) || layer.path().equals(path),
            layer -> endsWith(layer.path(), path),
            layer -> layers.isListed(layer) && passes(layer.path(), path));
    for (Predicate<Layers.Layer> matcher : matchers) {
      List<Layers.Layer> found = layers.all().stream().filter(matcher).collect(Collectors.toList());
      List<Layers.Layer> listed =
          found.stream().filter(layers::isListed).collect(Collectors.toList());
      if (!found.isEmpty()) {
        return listed.isEmpty() ? found : listed;
      }
    }
    return List.of();
  }

  /** Whether a path ends in the last part and passes all others before, in order. */
  private static boolean passes(List<String> path, List<String> parts) {
    int next = parts.size() - 1;
    if (parts.size() < 2 || !path.get(path.size() - 1).equals(parts.get(next))) {
      return false;
    }
    for (int i = path.size() - 1; i >= 0 && next >= 0; i--) {
      next -= path.get(i).equals(parts.get(next)) ? 1 : 0;
    }
    return next < 0;
  }

  private static boolean endsWith(List<String> path, List<String> end) {
    return path.size() >= end.size()
        && path.subList(path.size() - end.size(), path.size()).equals(end);
  }
}
