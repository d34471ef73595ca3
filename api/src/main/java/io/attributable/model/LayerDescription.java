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
 * A layer of a signature by its author's name; one that is called several times is described once
 * per call. Immutable.
 *
 * @param address what names it in requests: {@code dense_1}, {@code inner/hid}, {@code shared#2}
 * @param scope the scope of the graph it lies in, such as {@code functional_1/dense_1_2}
 * @param inputs the floating-point tensors that enter it and depend on the model's inputs; none
 *     where the layer works inside a loop or a branch
 * @param outputs those that it makes and others use
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

  /** The tensors of one side; none where it has nothing to explain. */
  public List<TensorDescription> tensors(Port port) {
    Objects.requireNonNull(port, "port");
    return port == Port.INPUT ? inputs : outputs;
  }

  /** As JSON has it: {@code {"layer": "dense_1", "scope": …, "input": […], "output": […]}}. */
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
