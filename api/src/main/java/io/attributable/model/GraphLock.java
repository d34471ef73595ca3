package io.attributable.model;

import io.attributable.NonNull;
import io.attributable.Port;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The content of a lock file about a graph. Immutable, safe for any number of threads.
 *
 * @param hash the fingerprint of the graph's computation
 * @param ops how often each op occurs, such as {@code Conv2D 3}
 * @param layers the positions of layers in it
 */
public record GraphLock(String hash, List<String> ops, List<LockedLayer> layers) {
  /** Copies the lists. */
  public GraphLock {
    Objects.requireNonNull(hash, "hash");
    NonNull.all(ops, "ops");
    NonNull.all(layers, "layers");
    ops = List.copyOf(ops);
    layers = List.copyOf(layers);
  }

  /**
   * The positions of the tensors of one side of a layer. Immutable.
   *
   * @param positions of its tensors in the graph, such as {@code 17:0}: node and output in the
   *     canonical order of the fingerprint
   */
  public record LockedLayer(String address, Port port, List<String> positions) {
    /** Copies the list. */
    public LockedLayer {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(port, "port");
      NonNull.all(positions, "positions");
      positions = List.copyOf(positions);
    }
  }

  /** The same lock with another layer. */
  GraphLock with(LockedLayer layer) {
    return new GraphLock(hash, ops, Stream.concat(layers.stream(), Stream.of(layer)).toList());
  }
}
