package io.attributable.graph.declared;

import io.attributable.Port;
import java.util.List;
import java.util.Optional;

/**
 * A side of a layer that somebody named.
 *
 * @param address the layer's address as written
 * @param port the side
 * @param method the name of the attribution method, where one is named for this layer
 * @param features what columns are called: one per column, or one for all; none where nothing is
 *     declared
 */
public record DeclaredLayer(
    String address, Port port, Optional<String> method, List<String> features) {
  /** Copies the list. */
  public DeclaredLayer {
    features = List.copyOf(features);
  }
}
