package io.attributable.evidence.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Explanations that agree less than is required.
 *
 * @param layer its address in the first model; empty where it is about the output
 * @param example counted from 0; −1 where nothing can be compared
 * @param metric which threshold is not met
 * @param value what was found; NaN where there is nothing to compare
 * @param threshold what is required
 * @param problem why there is nothing to compare; empty where there is
 */
public record Violation(
    String layer, int example, Metric metric, double value, double threshold, String problem) {

  /** As a sentence. */
  @Override
  public String toString() {
    String where = layer.isEmpty() ? "output" : "layer \"" + layer + "\"";
    if (!problem.isEmpty()) {
      return where + ": " + problem;
    }
    return String.format(
        Locale.ROOT,
        "%s, example %d: %s is %s, but at %s %s is required",
        where,
        example,
        metric.word(),
        number(value),
        metric.isSimilarity() ? "least" : "most",
        threshold);
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.6g", value)
        : String.valueOf(value);
  }

  /** As JSON. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer);
    map.put("example", example);
    map.put("metric", metric.word());
    map.put("value", Double.isFinite(value) ? (Object) value : String.valueOf(value));
    map.put("threshold", threshold);
    map.put("text", toString());
    return map;
  }
}
