package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The explained output, from the same run as the attribution.
 *
 * @param output the output's name as the request or the signature has it
 * @param tensor its values; dimension 0 is the example
 */
public record Prediction(String output, AttributedTensor tensor) {

  /** As JSON has it: {@code {"output": …}} and what {@link AttributedTensor#toMap()} says. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output);
    map.putAll(tensor.toMap());
    return map;
  }
}
