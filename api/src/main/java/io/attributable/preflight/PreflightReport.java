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
 * What can be explained, found out before anything runs.
 *
 * @param model the model as messages call it
 * @param signature the signature that was looked at
 * @param layers one entry per layer, port and output
 * @param wholeModel whether nobody asked for these layers and ports, but for all there are
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
    Map<LayerPort, Boolean> sides = new LinkedHashMap<>();
    asked()
        .forEach(
            layer ->
                sides.merge(
                    new LayerPort(layer.layer(), layer.port()),
                    layer.explainable(),
                    Boolean::logicalOr));
    return !sides.containsValue(false);
  }

  /**
   * As JSON has it, and as the command line writes it: {@code {"model": …, "signature": …, "clear":
   * true, "layers": […]}}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    return toMap(Wording.JAVA);
  }

  /** The same in the words of where it is read. */
  public Map<String, Object> toMap(Wording wording) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("signature", signature);
    map.put("clear", isClear());
    map.put("layers", layers.stream().map(layer -> layer.toMap(wording)).toList());
    return map;
  }
}
