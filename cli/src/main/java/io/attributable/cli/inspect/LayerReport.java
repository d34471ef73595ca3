package io.attributable.cli.inspect;

import io.attributable.Port;
import io.attributable.model.LayerDescription;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a layer has.
 *
 * @param layer its address and tensors
 * @param obstacles why a port cannot be explained; a port that can be is absent
 */
public record LayerReport(LayerDescription layer, Map<Port, String> obstacles) {
  /** Copies the map. */
  public LayerReport {
    obstacles = Map.copyOf(obstacles);
  }

  /** A layer of which nothing can be explained. */
  static LayerReport blocked(LayerDescription layer, String obstacle) {
    Map<Port, String> obstacles = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      obstacles.put(port, obstacle);
    }
    return new LayerReport(layer, obstacles);
  }

  /** Why the port cannot be explained; empty if it can. */
  public Optional<String> obstacle(Port port) {
    return Optional.ofNullable(obstacles.get(port));
  }
}
