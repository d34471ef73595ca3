package io.attributable.graph.layer;

import io.attributable.Port;
import java.util.List;

/**
 * The tensors of an address: of one side of one layer.
 *
 * @param address as the user wrote it
 * @param port the side of the layer
 * @param tensors at least one: in the order of the graph
 */
public record LayerTensors(String address, Port port, List<TensorInfo> tensors) {
  /** Copies the list. */
  public LayerTensors {
    tensors = List.copyOf(tensors);
  }
}
