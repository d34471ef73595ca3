package io.attributable;

import java.util.Locale;
import java.util.Objects;

/**
 * One side of a layer. Immutable, safe for any number of threads.
 *
 * @param layer its address: the name its author gave it, {@code scope:PATH}, {@code tensor:NODE:0},
 *     or {@code input:NAME} for an input of the signature
 * @param port the side
 */
public record LayerPort(String layer, Port port) {
  /** Requires both. */
  public LayerPort {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(port, "port");
  }

  @Override
  public String toString() {
    return layer + " (" + port.name().toLowerCase(Locale.ROOT) + ")";
  }
}
