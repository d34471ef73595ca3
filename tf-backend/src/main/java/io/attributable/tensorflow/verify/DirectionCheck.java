package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The derivative of the output along one direction of a layer's tensor, by the gradient and by
 * central differences. Immutable, safe for any number of threads.
 *
 * @param kind how the direction was chosen
 * @param tape the directional derivative by the gradient
 * @param difference the directional derivative by central differences
 * @param deviation their difference, relative to the magnitude of derivatives along such directions
 * @param bound the largest difference allowed, relative to the same: rounding, non-differentiable
 *     points and curvature together
 * @param noise the part of the bound that is rounding
 * @param step the step that was chosen, relative to the activation's size
 */
public record DirectionCheck(
    Kind kind,
    double tape,
    double difference,
    double deviation,
    double bound,
    double noise,
    double step) {

  /** How directions are chosen. */
  public enum Kind {
    /** All elements change independently of each other. */
    RANDOM,
    /** Along the gradient itself, where the output changes most. */
    GRADIENT,
    /** As random ones, but each element changes by a part of itself, so that zeros stay. */
    ZEROS_KEPT
  }

  /**
   * As JSON: {@code {"kind": "random", "tape": …, "difference": …, "deviation": …, "bound": …,
   * "noise": …, "step": …}}.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name().toLowerCase(Locale.ROOT));
    map.put("tape", tape);
    map.put("difference", difference);
    map.put("deviation", deviation);
    map.put("bound", bound);
    map.put("noise", noise);
    map.put("step", step);
    return map;
  }
}
