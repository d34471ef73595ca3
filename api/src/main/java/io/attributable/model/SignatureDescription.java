package io.attributable.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.attributable.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a signature. Immutable, safe for any number of threads.
 *
 * @param name the signature's name, such as {@code serving_default}
 * @param inputs sorted by name
 * @param outputs sorted by name
 */
public record SignatureDescription(
    String name, List<TensorDescription> inputs, List<TensorDescription> outputs) {
  /** Copies the lists. */
  public SignatureDescription {
    Objects.requireNonNull(name, "name");
    NonNull.all(inputs, "inputs");
    NonNull.all(outputs, "outputs");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * An input by its name.
   *
   * @throws AttributionException INPUT_UNKNOWN
   */
  public TensorDescription input(String wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return find(inputs, wanted)
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.INPUT_UNKNOWN,
                    wanted,
                    name,
                    quoted(inputs),
                    Suggestions.didYouMean(
                        wanted, inputs.stream().map(TensorDescription::name).toList())));
  }

  /** An output by its name; empty if the signature has none of that name. */
  public Optional<TensorDescription> output(String wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return find(outputs, wanted);
  }

  private static Optional<TensorDescription> find(List<TensorDescription> tensors, String wanted) {
    return tensors.stream().filter(tensor -> tensor.name().equals(wanted)).findFirst();
  }

  private static String quoted(List<TensorDescription> tensors) {
    return tensors.isEmpty()
        ? "none"
        : tensors.stream()
            .map(tensor -> '"' + tensor.name() + '"')
            .collect(Collectors.joining(", "));
  }

  /** As JSON: {@code {"name": "serving_default", "inputs": […], "outputs": […]}}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("inputs", inputs.stream().map(TensorDescription::toMap).toList());
    map.put("outputs", outputs.stream().map(TensorDescription::toMap).toList());
    return map;
  }
}
