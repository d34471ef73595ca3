package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The explained output, from the same run as the attribution. Immutable, safe for any number of
 * threads, on the Java heap.
 *
 * @param output the output's name in the request or the signature
 * @param tensor its values, of the output's shape and type; dimension 0 is the example
 */
public record Prediction(String output, AttributedTensor tensor) {

  /** As JSON: {@code {"output": …}} and the entries of {@link AttributedTensor#toMap()}. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output);
    map.putAll(tensor.toMap());
    return map;
  }
}
