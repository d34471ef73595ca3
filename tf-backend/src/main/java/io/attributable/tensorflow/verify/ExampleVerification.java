package io.attributable.tensorflow.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The verification of one example. Immutable, safe for any number of threads.
 *
 * @param example its index; empty where all were taken together
 * @param verdict of all directions
 * @param reason for a verdict that is not a plain one
 * @param directions one by one
 */
public record ExampleVerification(
    OptionalInt example,
    Verdict verdict,
    Optional<Reason> reason,
    List<DirectionCheck> directions) {
  /** Copies the list. */
  public ExampleVerification {
    directions = List.copyOf(directions);
  }

  /** The result for a batch without examples. */
  public static ExampleVerification ofNone() {
    return new ExampleVerification(
        OptionalInt.empty(), Verdict.INCONCLUSIVE, Optional.of(Reason.NO_EXAMPLES), List.of());
  }

  /**
   * As JSON: {@code {"example": 0, "verdict": "inconclusive", "reason": "rounding", "advice": …,
   * "directions": […]}}, where a null example means all together, and a plain verdict has neither
   * reason nor advice.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("example", example.isPresent() ? example.getAsInt() : null);
    map.put("verdict", verdict.word());
    reason.ifPresent(
        why -> {
          map.put("reason", why.name().toLowerCase(Locale.ROOT));
          map.put("advice", why.advice());
        });
    map.put("directions", directions.stream().map(DirectionCheck::toMap).toList());
    return map;
  }

  /**
   * The direction with the largest deviation beyond its bound; empty where nothing could be
   * compared.
   */
  public Optional<DirectionCheck> worst() {
    return directions.stream()
        .max(Comparator.comparingDouble(check -> check.deviation() - check.bound()));
  }
}
