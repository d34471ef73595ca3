package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * How attributions are computed. A method is a value: two that are equal give equal attributions.
 * Each is a record whose components are the method's parameters, with a constructor without
 * arguments for its defaults.
 *
 * <p>{@link Methods} finds a method by its name, as results in JSON write it.
 */
public sealed interface AttributionMethod permits GradientXActivation {

  /** What requests and results call the method, such as {@code gradient-x-activation}. */
  String name();

  /** The parameters by name, in their order: texts, numbers and truth values. */
  default Map<String, Object> parameters() {
    return MethodSchema.of(this).values(this);
  }

  /** As JSON has it: {@code {"name": "gradient-x-activation", "mode": "global"}}. */
  @JsonValue
  default Map<String, Object> toMap() {
    return MethodSchema.of(this).toMap(this);
  }
}
