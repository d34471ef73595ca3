package io.attributable.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.NonNull;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A function of the model's Python objects, which can be named instead of a signature. Immutable,
 * safe for any number of threads.
 *
 * @param name its name in requests, such as {@code call:__call__@training=False}
 * @param arguments those it was traced with, in Python's syntax: tensors by the names of the inputs
 * @param inputs in the function's order
 * @param outputs in the function's order
 * @param unserved the reason why it cannot be called; empty if it can
 */
public record FunctionDescription(
    String name,
    String arguments,
    List<TensorDescription> inputs,
    List<TensorDescription> outputs,
    Optional<String> unserved) {
  /** Copies the lists. */
  public FunctionDescription {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
    NonNull.all(inputs, "inputs");
    NonNull.all(outputs, "outputs");
    Objects.requireNonNull(unserved, "unserved");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * As JSON: {@code {"name": …, "arguments": …, "inputs": […], "outputs": […]}}, with {@code
   * "unserved"} where it cannot be called.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("arguments", arguments);
    map.put("inputs", inputs.stream().map(TensorDescription::toMap).toList());
    map.put("outputs", outputs.stream().map(TensorDescription::toMap).toList());
    unserved.ifPresent(reason -> map.put("unserved", reason));
    return map;
  }
}
