package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds what an address stands for, or says why it cannot. */
final class AddressResolver {
  private final FlatGraph graph;
  private final Layers layers;
  private final ScopeTree tree;
  private final LayerPorts ports;
  private final ResolutionErrors errors;

  AddressResolver(FlatGraph graph, Layers layers, ScopeTree tree, LayerPorts ports) {
    this.graph = graph;
    this.layers = layers;
    this.tree = tree;
    this.ports = ports;
    this.errors = new ResolutionErrors(graph, this::listedNames, layers.lastNames());
  }

  LayerTensors resolve(String address, Port port) {
    LayerAddress parsed = LayerAddress.parse(address);
    if (parsed instanceof LayerAddress.Tensor tensor) {
      return new LayerTensors(address, port, List.of(tensor(address, tensor.tensor())));
    }
    LayerCall call =
        parsed instanceof LayerAddress.Scope scope
            ? scope(address, scope.path())
            : named(address, (LayerAddress.Name) parsed);
    List<TensorInfo> tensors = ports.tensors(call, port);
    if (tensors.isEmpty()) {
      throw errors.withoutFloats(address, port);
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

  private List<String> listedNames() {
    return layers.all().stream()
        .filter(layers::isListed)
        .map(this::shortestName)
        .distinct()
        .collect(Collectors.toList());
  }

  private LayerCall scope(String address, String path) {
    Scope scope = tree.find(path).orElseThrow(() -> errors.unknownScope(address, path, tree));
    return new LayerCall(scope, scope.nodes());
  }

  private LayerCall named(String address, LayerAddress.Name name) {
    List<Layers.Layer> found = matching(name.path());
    if (found.isEmpty()) {
      return node(address, name);
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
    if (layer.perhaps().isEmpty()) {
      List<String> names =
          IntStream.rangeClosed(1, calls.size())
              .mapToObj(call -> address + "#" + call)
              .collect(Collectors.toList());
      throw errors.ambiguous(address, "it is called " + calls.size() + " times", names);
    }
    List<String> scopes =
        calls.stream().map(call -> "scope:" + call.scope().path()).collect(Collectors.toList());
    throw errors.ambiguous(
        address,
        "nothing tells whether these scopes are calls of one layer or layers of their own",
        scopes);
  }

  /**
   * The parts whose path ends like this. A path that is whole from the model's top goes before one
   * that only ends so, and a layer before the scope of an op.
   */
  private List<Layers.Layer> matching(List<String> path) {
    List<Layers.Layer> ending =
        layers.all().stream()
            .filter(layer -> endsWith(layer.path(), path))
            .collect(Collectors.toList());
    List<Layers.Layer> whole =
        ending.stream()
            .filter(layer -> layers.shortPath(layer).equals(path) || layer.path().equals(path))
            .collect(Collectors.toList());
    if (!whole.isEmpty()) {
      return whole;
    }
    List<Layers.Layer> listed =
        ending.stream().filter(layers::isListed).collect(Collectors.toList());
    return listed.isEmpty() ? ending : listed;
  }

  private static boolean endsWith(List<String> path, List<String> end) {
    return path.size() >= end.size()
        && path.subList(path.size() - end.size(), path.size()).equals(end);
  }

  /** A single op that the author named, as models of TensorFlow 1 have it. */
  private LayerCall node(String address, LayerAddress.Name name) {
    String path = String.join("/", name.path());
    Optional<String> inRoot = layers.root().map(root -> root + "/" + path);
    List<FlatNode> found = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      String author = layers.authorName(node);
      if (author.equals(path) || inRoot.equals(Optional.of(author))) {
        found.add(node);
      }
    }
    if (found.isEmpty()) {
      throw errors.unknown(address, name);
    }
    if (found.size() > 1 && name.call() == 0) {
      throw errors.ambiguous(
          address,
          found.size() + " nodes have this name",
          found.stream().map(node -> "tensor:" + node.name() + ":0").collect(Collectors.toList()));
    }
    if (name.call() > found.size()) {
      throw errors.unknownCall(address, found.size());
    }
    return new LayerCall(tree.top(), List.of(found.get(Math.max(0, name.call() - 1))));
  }

  private TensorInfo tensor(String address, TensorRef wanted) {
    List<TensorRef> found = new ArrayList<>();
    if (graph.holds(wanted)) {
      found.add(wanted);
    } else {
      for (FlatNode node : graph.nodes()) {
        if (node.scopedName().equals(wanted.node()) && wanted.index() < node.outputs().size()) {
          found.add(node.output(wanted.index()));
        }
      }
    }
    if (found.isEmpty()) {
      throw errors.unknownTensor(address, wanted);
    }
    if (found.size() > 1) {
      throw errors.ambiguous(
          address,
          "its function is called " + found.size() + " times",
          found.stream().map(tensor -> "tensor:" + tensor).collect(Collectors.toList()));
    }
    if (!ports.isExplainable(found.get(0))) {
      throw new AttributionException(
          ErrorCode.LAYER_WITHOUT_FLOATS,
          address,
          graph.signature().name(),
          graph.model(),
          "output",
          " (it is "
              + TensorInfo.of(graph, found.get(0)).typeName().toLowerCase(Locale.ROOT)
              + ")");
    }
    return TensorInfo.of(graph, found.get(0));
  }
}
