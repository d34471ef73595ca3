package io.attributable.cli.inspect;

import io.attributable.Port;
import io.attributable.graph.layer.LayerEntry;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer has.
 *
 * @param entry its address and tensors
 * @param obstacles why a port cannot be explained; a port that can be is absent
 */
public record LayerReport(LayerEntry entry, Map<Port, String> obstacles) {
  /** Copies the map. */
  public LayerReport {
    obstacles = Map.copyOf(obstacles);
  }

  /** Why the port cannot be explained; empty if it can. */
  public Optional<String> obstacle(Port port) {
    return Optional.ofNullable(obstacles.get(port));
  }
}
