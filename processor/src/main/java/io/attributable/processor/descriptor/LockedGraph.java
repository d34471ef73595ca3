package io.attributable.processor.descriptor;

import io.attributable.Port;
import java.util.List;

/**
 * What an explainer's model has to compute, as its lock file says.
 *
 * @param hash of the graph
 * @param ops how often each op occurs, such as {@code Conv2D 3}
 * @param layers where the layers lie in the graph
 */
public record LockedGraph(String hash, List<String> ops, List<Layer> layers) {
  /** Copies the lists. */
  public LockedGraph {
    ops = List.copyOf(ops);
    layers = List.copyOf(layers);
  }

  /**
   * A side of a layer.
   *
   * @param address the layer's address as written
   * @param port the side
   * @param places of its tensors, such as {@code 17:0}
   */
  public record Layer(String address, Port port, List<String> places) {
    /** Copies the places. */
    public Layer {
      places = List.copyOf(places);
    }
  }
}
