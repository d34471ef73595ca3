package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of an explained layer that no gradient of the output gets to: the state or the cache
 * that a layer hands on beside what the output is made of.
 *
 * @param name the tensor's name in the graph, such as {@code model/h_0/stack:0}
 * @param elementType the tensor's type in the model
 * @param shape the lengths of its dimensions, -1 where the model leaves one open; empty where it
 *     does not even tell how many there are
 * @param reason why, such as {@code does not reach output "head"}
 */
public record UnusedTensor(
    String name, ElementType elementType, Optional<List<Long>> shape, String reason) {
  /** Copies the list. */
  public UnusedTensor {
    shape = shape.map(List::copyOf);
  }

  /** The shape as messages write it, such as {@code [?,8,8,1]}, or {@code unknown}. */
  public String shapeText() {
    return shape
        .map(
            lengths ->
                lengths.stream()
                    .map(length -> length < 0 ? "?" : length.toString())
                    .collect(Collectors.joining(",", "[", "]")))
        .orElse("unknown");
  }

  /**
   * As JSON has it: {@code {"name": …, "dtype": "float32", "shape": [null, 8], "reason": …}}, where
   * null is a length that is open, or a shape that is.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("dtype", elementType.numpyName());
    map.put("shape", shape.map(UnusedTensor::openAsNull).orElse(null));
    map.put("reason", reason);
    return map;
  }

  private static List<@Nullable Long> openAsNull(List<Long> lengths) {
    List<@Nullable Long> open = new ArrayList<>();
    lengths.forEach(length -> open.add(length < 0 ? null : length));
    return open;
  }

  @Override
  public String toString() {
    return name + " " + elementType.numpyName() + " " + shapeText() + ": " + reason;
  }
}
