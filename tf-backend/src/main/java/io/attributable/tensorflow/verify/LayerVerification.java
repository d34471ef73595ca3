package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.Convergence;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The verification of one port of a layer. Immutable, safe for any number of threads.
 *
 * @param layer its address as the user wrote it
 * @param port its port
 * @param tensors each verified alone, the others being computed by the model
 * @param unused the layer's tensors that no gradient reaches
 * @param convergence whether the attributions add up to what they explain, of methods that promise
 *     it; of layers that are explained together it is about all of them
 */
public record LayerVerification(
    String layer,
    Port port,
    List<TensorVerification> tensors,
    List<UnusedTensor> unused,
    Optional<Convergence> convergence) {
  /** Copies the lists. */
  public LayerVerification {
    tensors = List.copyOf(tensors);
    unused = List.copyOf(unused);
  }

  /** A layer all of whose tensors are used. */
  public LayerVerification(String layer, Port port, List<TensorVerification> tensors) {
    this(layer, port, tensors, List.of());
  }

  /** A layer explained by a method that promises no sum. */
  public LayerVerification(
      String layer, Port port, List<TensorVerification> tensors, List<UnusedTensor> unused) {
    this(layer, port, tensors, unused, Optional.empty());
  }

  /**
   * As JSON: {@code {"layer": …, "port": "output", "verdict": "agrees", "tensors": […]}}, with
   * {@code "unused"} where there are such tensors, and {@code "convergence"} of complete methods.
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
    convergence.ifPresent(found -> map.put("convergence", found.toMap()));
    return map;
  }

  /** The worst of all tensors. */
  public Verdict verdict() {
    return Verdict.worst(tensors.stream().map(TensorVerification::verdict).toList());
  }
}
