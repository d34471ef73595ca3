package io.attributable.model;

import io.attributable.NonNull;
import io.attributable.Port;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a lock file says of a graph. Immutable.
 *
 * @param hash of what it computes
 * @param ops how often each op occurs, such as {@code Conv2D 3}
 * @param layers where layers lie in it
 */
public record GraphLock(String hash, List<String> ops, List<Place> layers) {
  /** Copies the lists. */
  public GraphLock {
    Objects.requireNonNull(hash, "hash");
    NonNull.all(ops, "ops");
    NonNull.all(layers, "layers");
    ops = List.copyOf(ops);
    layers = List.copyOf(layers);
  }

  /**
   * A side of a layer.
   *
   * @param places of its tensors in the graph, such as {@code 17:0}
   */
  public record Place(String address, Port port, List<String> places) {
    /** Copies the list. */
    public Place {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(port, "port");
      NonNull.all(places, "places");
      places = List.copyOf(places);
    }
  }

  /** The same with another layer. */
  GraphLock with(Place layer) {
    return new GraphLock(hash, ops, Stream.concat(layers.stream(), Stream.of(layer)).toList());
  }
}
