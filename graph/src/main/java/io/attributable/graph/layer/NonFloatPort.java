package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes a side without floating-point tensors, and the nearest one that has some. */
final class NonFloatPort {
  private static final int MOST_TENSORS = 3;

  private final FlatGraph graph;
  private final LayerPorts ports;
  private final Function<FlatNode, Optional<String>> enclosing;

  /**
   * Errors for a graph.
   *
   * @param enclosing the name of the innermost layer around a node that has outputs to explain
   */
  NonFloatPort(FlatGraph graph, LayerPorts ports, Function<FlatNode, Optional<String>> enclosing) {
    this.graph = graph;
    this.ports = ports;
    this.enclosing = enclosing;
  }

  AttributionException layer(String address, LayerCall call, Port port) {
    Port other = port == Port.INPUT ? Port.OUTPUT : Port.INPUT;
    return error(
        address,
        port,
        sides(port, ports.withoutFloats(call, port)),
        ports.tensors(call, other).isEmpty()
            ? behind(call.nodes())
            : "Explain its " + word(other) + " instead.");
  }

  AttributionException tensor(String address, TensorInfo tensor) {
    return error(
        address,
        Port.OUTPUT,
        ": it is " + tensor.typeName() + " " + tensor.shapeText(),
        behind(List.of(graph.node(tensor.tensor().node()))));
  }

  /** Such as {@code : its input is int64 [?,10]}. */
  static String sides(Port port, List<TensorInfo> tensors) {
    if (tensors.isEmpty()) {
      return "";
    }
    String shown =
        tensors.stream()
            .limit(MOST_TENSORS)
            .map(tensor -> tensor.typeName() + " " + tensor.shapeText())
            .collect(Collectors.joining(", "));
    return ": its "
        + word(port)
        + (tensors.size() == 1 ? " is " : "s are ")
        + shown
        + (tensors.size() > MOST_TENSORS ? ", …" : "");
  }

  private AttributionException error(String address, Port port, String there, String remedy) {
    return new AttributionException(
        ErrorCode.LAYER_WITHOUT_FLOATS,
        address,
        graph.signature().name(),
        graph.model(),
        word(port),
        there,
        remedy);
  }

  /** The first floating-point tensor that is made of what some nodes make. */
  private String behind(Collection<FlatNode> nodes) {
    Deque<FlatNode> open = new ArrayDeque<>(nodes);
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      FlatNode node = open.poll();
      for (int i = 0; i < node.outputs().size(); i++) {
        TensorRef tensor = node.output(i);
        if (ports.isExplainable(tensor)) {
          return enclosing
              .apply(node)
              .map(name -> "Explain layer \"" + name + "\" instead, which comes behind it.")
              .orElse("Explain \"tensor:" + tensor + "\" instead, which is made of it.");
        }
        graph.consumers(tensor).stream().filter(user -> seen.add(user.name())).forEach(open::add);
      }
    }
    return "Nothing behind it has floating-point numbers: explain another layer.";
  }

  private static String word(Port port) {
    return port.name().toLowerCase(Locale.ROOT);
  }
}
