package io.attributable.graph.served;

import io.attributable.Port;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.Quantity;

/**
 * A layer that a signature explains.
 *
 * @param address as it was named
 * @param port the side of it
 * @param tensors how many tensors it has there
 */
public record ServedLayer(String address, Port port, int tensors) {
  static ServedLayer of(LayerTensors layer) {
    return new ServedLayer(layer.address(), layer.port(), layer.tensors().size());
  }

  /**
   * The output that has a tensor of the layer.
   *
   * @param index which of the layer's tensors
   */
  public String output(Quantity quantity, int index) {
    String name = quantity.name() + "/" + address;
    return tensors == 1 ? name : name + "/" + index;
  }
}
