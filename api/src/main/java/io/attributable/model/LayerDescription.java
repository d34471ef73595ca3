package io.attributable.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.NonNull;
import io.attributable.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A layer of a signature by its author's name; a layer that is called several times has one
 * description per call. Immutable, safe for any number of threads.
 *
 * @param address its address in requests: {@code dense_1}, {@code inner/hid}, {@code shared#2}
 * @param scope its scope in the graph, such as {@code functional_1/dense_1_2}
 * @param inputs the floating-point tensors that enter it and depend on the model's inputs; empty if
 *     the layer is inside a loop or a branch
 * @param outputs the floating-point tensors that leave it and that other nodes use
 */
public record LayerDescription(
    String address, String scope, List<TensorDescription> inputs, List<TensorDescription> outputs) {
  /** Copies the lists. */
  public LayerDescription {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(scope, "scope");
    NonNull.all(inputs, "inputs");
    NonNull.all(outputs, "outputs");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The tensors of one side; empty if it has none that can be explained. */
  public List<TensorDescription> tensors(Port port) {
    Objects.requireNonNull(port, "port");
    return port == Port.INPUT ? inputs : outputs;
  }

  /** As JSON: {@code {"layer": "dense_1", "scope": …, "input": […], "output": […]}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", address);
    map.put("scope", scope);
    for (Port port : Port.values()) {
      map.put(
          port.name().toLowerCase(Locale.ROOT),
          tensors(port).stream().map(TensorDescription::toMap).toList());
    }
    return map;
  }
}
