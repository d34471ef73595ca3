package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The verification of one port of a layer. Immutable, safe for any number of threads.
 *
 * @param layer its address as the user wrote it
 * @param port its port
 * @param tensors each verified alone, the others being computed by the model
 * @param unused the layer's tensors that no gradient reaches
 */
public record LayerVerification(
    String layer, Port port, List<TensorVerification> tensors, List<UnusedTensor> unused) {
  /** Copies the lists. */
  public LayerVerification {
    tensors = List.copyOf(tensors);
    unused = List.copyOf(unused);
  }

  /** A layer all of whose tensors are used. */
  public LayerVerification(String layer, Port port, List<TensorVerification> tensors) {
    this(layer, port, tensors, List.of());
  }

  /**
   * As JSON: {@code {"layer": …, "port": "output", "verdict": "agrees", "tensors": […]}}, with
   * {@code "unused"} where there are such tensors.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("port", port.name().toLowerCase(Locale.ROOT));
    map.put("verdict", verdict().word());
    map.put("tensors", tensors.stream().map(TensorVerification::toMap).toList());
    if (!unused.isEmpty()) {
      map.put("unused", unused.stream().map(UnusedTensor::toMap).toList());
    }
    return map;
  }

  /** The worst of all tensors. */
  public Verdict verdict() {
    return Verdict.worst(tensors.stream().map(TensorVerification::verdict).toList());
  }
}
