package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A tensor of an explained layer that no gradient of the output reaches, such as a state or a
 * cache. Immutable, safe for any number of threads.
 *
 * @param name the tensor's name in the graph, such as {@code model/h_0/stack:0}
 * @param elementType the tensor's type in the model
 * @param shape the static shape
 * @param reason the cause, such as {@code does not reach output "head"}
 */
public record UnusedTensor(String name, ElementType elementType, TensorShape shape, String reason) {
  /** Requires all. */
  public UnusedTensor {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(elementType, "elementType");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * As JSON: {@code {"name": …, "dtype": "float32", "shape": [null, 8], "reason": …}}, the shape as
   * {@link TensorShape#toList()}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("dtype", elementType.numpyName());
    map.put("shape", shape.toList());
    map.put("reason", reason);
    return map;
  }

  @Override
  public String toString() {
    return name + " " + elementType.numpyName() + " " + shape + ": " + reason;
  }
}
