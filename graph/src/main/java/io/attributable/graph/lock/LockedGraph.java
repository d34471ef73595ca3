package io.attributable.graph.lock;

import io.attributable.Port;
import java.util.List;

/**
 * The graph that a lock file requires of an explainer's model.
 *
 * @param hash of the graph
 * @param ops how often each op occurs, such as {@code Conv2D 3}
 * @param layers the positions of the layers in the graph
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
   * @param positions of its tensors, such as {@code 17:0}
   */
  public record Layer(String address, Port port, List<String> positions) {
    /** Copies the positions. */
    public Layer {
      positions = List.copyOf(positions);
    }
  }
}
