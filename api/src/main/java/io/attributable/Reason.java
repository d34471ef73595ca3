package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A feature that spoke against the target, or for it. Immutable, safe for any number of threads.
 *
 * @param rank 1 for the largest contribution; equal ones have the same rank, and ranks behind them
 *     are left out: 1, 2, 2, 4
 * @param feature its name
 * @param text what is said of it, where {@link Features#texts()} has something
 * @param contribution the sum of its attributions: how much of the change of the output from the
 *     baseline to the example is due to it
 * @param share of the sum of all contributions to the same side, above 0 and at most 1
 * @param values of the feature in the example: one, or those of all of its columns; none where an
 *     explained layer is no input, or has several numbers for each column
 * @param baselineValues of the same columns in the baseline; none where there are no values, or the
 *     baseline is no single row
 * @param written the value in the example as a person wrote it, such as {@code 36 months}, where
 *     that is known
 * @param tied whether another feature has the same rank
 */
public record Reason(
    int rank,
    String feature,
    Optional<String> text,
    double contribution,
    double share,
    List<Number> values,
    List<Number> baselineValues,
    Optional<String> written,
    boolean tied) {

  /** Copies the lists. */
  public Reason {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(written, "written");
    NonNull.all(values, "values");
    NonNull.all(baselineValues, "baselineValues");
    values = List.copyOf(values);
    baselineValues = List.copyOf(baselineValues);
  }

  /** The same with the value as a person wrote it. */
  Reason written(Optional<String> value) {
    return new Reason(
        rank, feature, text, contribution, share, values, baselineValues, value, tied);
  }

  /**
   * As JSON: {@code {"rank": 1, "feature": "debt", "text": …, "contribution": -0.31, "share": 0.52,
   * "value": 0.8, "baselineValue": 0.3}}; values of several columns are lists, {@code "written":
   * "36 months"} stands where it is known, and {@code "tied": true} stands only where it is so.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rank", rank);
    map.put("feature", feature);
    text.ifPresent(said -> map.put("text", said));
    map.put("contribution", contribution);
    map.put("share", share);
    written.ifPresent(value -> map.put("written", value));
    put(map, "value", values);
    put(map, "baselineValue", baselineValues);
    if (tied) {
      map.put("tied", true);
    }
    return map;
  }

  private static void put(Map<String, Object> map, String key, List<Number> numbers) {
    if (!numbers.isEmpty()) {
      map.put(key, numbers.size() == 1 ? numbers.get(0) : numbers);
    }
  }
}
