package io.attributable.graph.served;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.graph.plan.AttributionPlan;

/**
 * A layer that a signature explains.
 *
 * @param address as it was named
 * @param port the side of it
 * @param tensors how many tensors it has there
 */
public record ServedLayer(String address, Port port, int tensors) {
  static ServedLayer of(AttributionPlan.Layer layer) {
    return new ServedLayer(layer.layer().address(), layer.layer().port(), layer.tensors().size());
  }

  private static String prefix(Mode mode) {
    return mode == Mode.GLOBAL ? "attribution/" : "gradient/";
  }

  /**
   * The output that has a tensor of the layer.
   *
   * @param index which of the layer's tensors
   */
  public String output(Mode mode, int index) {
    String name = prefix(mode) + address;
    return tensors == 1 ? name : name + "/" + index;
  }
}
