package io.attributable.graph.layer;

import io.attributable.Port;
import java.util.List;

/**
 * What an address stands for: the tensors of one side of one layer.
 *
 * @param address as the user wrote it
 * @param port the side of the layer
 * @param tensors at least one: outputs in the order in which they are made, inputs in the order in
 *     which they are taken
 */
public record LayerTensors(String address, Port port, List<TensorInfo> tensors) {
  /** Copies the list. */
  public LayerTensors {
    tensors = List.copyOf(tensors);
  }
}
