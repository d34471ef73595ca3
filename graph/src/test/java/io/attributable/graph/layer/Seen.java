package io.attributable.graph.layer;

import io.attributable.Port;
import java.util.List;
import java.util.stream.Collectors;

/** What layers look like, in a line each. */
final class Seen {
  private Seen() {}

  /** The listing: {@code address in scope}. */
  static List<String> layers(LayerIndex layers) {
    return layers.layers().stream()
        .map(layer -> layer.address() + " in " + layer.scope())
        .collect(Collectors.toList());
  }

  /** The names of an address's output tensors. */
  static List<String> outputs(LayerIndex layers, String address) {
    return tensors(layers, address, Port.OUTPUT);
  }

  /** The names of an address's input tensors. */
  static List<String> inputs(LayerIndex layers, String address) {
    return tensors(layers, address, Port.INPUT);
  }

  private static List<String> tensors(LayerIndex layers, String address, Port port) {
    return layers.resolve(address, port).tensors().stream()
        .map(TensorInfo::name)
        .collect(Collectors.toList());
  }
}
