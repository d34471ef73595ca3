package io.attributable.preflight;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.LayerPort;
import io.attributable.NonNull;
import io.attributable.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What can be explained, checked without running the model. Immutable, safe for any number of
 * threads.
 *
 * @param model the model's name in messages
 * @param signature the signature that was checked
 * @param layers one entry per layer, port and output
 * @param wholeModel whether all layers and ports were checked, not chosen ones
 */
public record PreflightReport(
    String model, String signature, List<LayerPreflight> layers, boolean wholeModel) {
  /** Copies the list. */
  public PreflightReport {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(signature, "signature");
    NonNull.all(layers, "layers");
    layers = List.copyOf(layers);
  }

  /**
   * The entries that count for {@link #isClear()}: all chosen ones, or those with floating-point
   * tensors.
   */
  public List<LayerPreflight> relevant() {
    return layers.stream().filter(layer -> !wholeModel || !layer.isWithoutFloats()).toList();
  }

  /**
   * Whether each layer and port can be explained towards at least one of the outputs. In the report
   * of a whole model, a port without floating-point tensors, such as the input of an embedding, is
   * no failure.
   */
  public boolean isClear() {
    Map<LayerPort, Boolean> sides = new LinkedHashMap<>();
    relevant()
        .forEach(
            layer ->
                sides.merge(
                    new LayerPort(layer.layer(), layer.port()),
                    layer.explainable(),
                    Boolean::logicalOr));
    return !sides.containsValue(false);
  }

  /**
   * As JSON, and as the command line writes it: {@code {"model": …, "signature": …, "clear": true,
   * "layers": […]}}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** As {@link #toMap()}, in the given wording. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("signature", signature);
    map.put("clear", isClear());
    map.put("layers", layers.stream().map(layer -> layer.toMap(wording)).toList());
    return map;
  }
}
