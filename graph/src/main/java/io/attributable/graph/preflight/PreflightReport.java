package io.attributable.graph.preflight;

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
 * @param wholeModel whether nobody asked for these layers and ports, but for all there are
 */
public record PreflightReport(
    String model, String signature, List<LayerPreflight> layers, boolean wholeModel) {
  private record Side(String layer, Port port) {}

  /** Copies the list. */
  public PreflightReport {
    layers = List.copyOf(layers);
  }

  /** The entries that can be explained or fail to be. */
  public List<LayerPreflight> asked() {
    return layers.stream().filter(layer -> !wholeModel || !layer.isWithoutFloats()).toList();
  }

  /**
   * Whether each layer and port can be explained towards at least one of the outputs. A port
   * without floating-point tensors, such as the input of an embedding, is no failure of a model
   * that is looked at as a whole.
   */
  public boolean isClear() {
    Map<Side, Boolean> sides = new LinkedHashMap<>();
    asked()
        .forEach(
            layer ->
                sides.merge(
                    new Side(layer.layer(), layer.port()),
                    layer.explainable(),
                    Boolean::logicalOr));
    return !sides.containsValue(false);
  }
}
