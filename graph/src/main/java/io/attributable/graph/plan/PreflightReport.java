package io.attributable.graph.plan;

import io.attributable.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be explained, found out before anything runs.
 *
 * @param model the model as messages call it
 * @param signature the signature that was looked at
 * @param layers one entry per layer, port and output
 */
public record PreflightReport(String model, String signature, List<LayerPreflight> layers) {
  private record Side(String layer, Port port) {}

  /** Copies the list. */
  public PreflightReport {
    layers = List.copyOf(layers);
  }

  /** Whether each layer and port can be explained towards at least one of the outputs. */
  public boolean isClear() {
    Map<Side, Boolean> sides = new LinkedHashMap<>();
    layers.forEach(
        layer ->
            sides.merge(
                new Side(layer.layer(), layer.port()), layer.explainable(), Boolean::logicalOr));
    return !sides.containsValue(false);
  }
}
