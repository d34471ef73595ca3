package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds single nodes and tensors by their names. */
final class NodeResolver {
  private final FlatGraph graph;
  private final Layers layers;
  private final LayerPorts ports;
  private final ResolutionErrors errors;
  private final NonFloatPort withoutFloats;

  NodeResolver(
      FlatGraph graph,
      Layers layers,
      LayerPorts ports,
      ResolutionErrors errors,
      NonFloatPort withoutFloats) {
    this.graph = graph;
    this.layers = layers;
    this.ports = ports;
    this.errors = errors;
    this.withoutFloats = withoutFloats;
  }

  /**
   * A single op that the author named, as models of TensorFlow 1 have it.
   *
   * @throws AttributionException UNKNOWN_LAYER, INACTIVE_LAYER, AMBIGUOUS_LAYER
   */
  LayerCall named(String address, LayerAddress.Name name) {
    List<FlatNode> found = matching(String.join("/", name.path()));
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
    return layers.ofNode(found.get(Math.max(0, name.call() - 1)));
  }

  /**
   * The nodes of a path from the model's top; in models of TensorFlow 1, where authors name single
   * ops, else those whose path ends like this.
   */
  private List<FlatNode> matching(String path) {
    Optional<String> inRoot = layers.root().map(root -> root + "/" + path);
    List<FlatNode> whole =
        matching(author -> author.equals(path) || inRoot.equals(Optional.of(author)));
    return whole.isEmpty() && graph.objects().getNodesCount() == 0
        ? matching(author -> author.endsWith("/" + path))
        : whole;
  }

  private List<FlatNode> matching(Predicate<String> authorName) {
    List<FlatNode> found = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      if (authorName.test(layers.authorName(node))) {
        found.add(node);
      }
    }
    return found;
  }

  /**
   * A tensor by its name in the flat graph, or in the author's scopes.
   *
   * @throws AttributionException UNKNOWN_LAYER, AMBIGUOUS_LAYER, LAYER_WITHOUT_FLOATS
   */
  TensorInfo tensor(String address, TensorRef wanted) {
    List<TensorRef> found = graph.holds(wanted) ? List.of(wanted) : inScopes(wanted);
    if (found.isEmpty()) {
      throw errors.unknownTensor(address, wanted);
    }
    if (found.size() > 1) {
      throw errors.ambiguous(
          address,
          "its function is called " + found.size() + " times",
          found.stream().map(tensor -> "tensor:" + tensor).collect(Collectors.toList()));
    }
    TensorInfo tensor = TensorInfo.of(graph, found.get(0));
    if (!ports.isExplainable(tensor.tensor())) {
      throw withoutFloats.tensor(address, tensor);
    }
    return tensor;
  }

  /**
   * An input of the signature, which has one side: what is fed.
   *
   * @throws AttributionException INPUT_UNKNOWN, BAD_ADDRESS, LAYER_WITHOUT_FLOATS
   */
  TensorInfo input(String address, String name, Port port) {
    TensorRef fed = graph.signature().input(name).tensor();
    if (port == Port.INPUT) {
      throw new AttributionException(
          ErrorCode.BAD_ADDRESS, address, "an input of the signature has an output side only");
    }
    TensorInfo tensor = TensorInfo.of(graph, fed);
    if (!ports.isExplainable(fed)) {
      throw withoutFloats.tensor(address, tensor);
    }
    return tensor;
  }

  private List<TensorRef> inScopes(TensorRef wanted) {
    List<TensorRef> found = new ArrayList<>();
    for (FlatNode node : graph.nodes()) {
      if (node.scopedName().equals(wanted.node()) && wanted.index() < node.outputs().size()) {
        found.add(node.output(wanted.index()));
      }
    }
    return found;
  }
}
