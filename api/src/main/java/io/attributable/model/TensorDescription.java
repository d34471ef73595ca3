package io.attributable.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attributable.TensorShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An input or output of a model, or a tensor of a layer. Immutable, safe for any number of threads.
 *
 * @param name of an input or output, its name in the signature; of a layer's tensor, its name in
 *     the author's scopes, such as {@code model/dense_1/Relu:0}
 * @param dtype NumPy's name of its type, such as {@code float32}, and TensorFlow's where NumPy has
 *     none: {@code string}, {@code bfloat16}
 * @param shape the static shape
 * @param byDefault the default value of an input as text, such as {@code 0.5}; empty for required
 *     inputs and for other tensors
 */
public record TensorDescription(
    String name, String dtype, TensorShape shape, Optional<String> byDefault) {
  /** Requires all. */
  public TensorDescription {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(byDefault, "byDefault");
  }

  /** A tensor without a default. */
  public TensorDescription(String name, String dtype, TensorShape shape) {
    this(name, dtype, shape, Optional.empty());
  }

  /**
   * As JSON: {@code {"name": …, "dtype": "float32", "shape": [null, 8]}}, the shape as {@link
   * TensorShape#toList()}; with {@code "default"} where there is one.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("dtype", dtype);
    map.put("shape", shape.toList());
    byDefault.ifPresent(value -> map.put("default", value));
    return map;
  }

  /** Such as {@code image float32 [?,8,8,1]}. */
  @Override
  public String toString() {
    return name + " " + dtype + " " + shape;
  }
}
