package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * A distribution of baselines: rows that are drawn from, such as a sample of the training set.
 * Immutable, but for the arrays, which are read when a request is run. Safe for any number of
 * threads.
 *
 * @param rows arrays {@code [rows, …]} by input, as many rows of each; row i of all inputs together
 *     is one baseline
 */
public record Baselines(Map<String, NdArray<?>> rows) {

  /** Copies the map. */
  public Baselines {
    NonNull.all(rows, "rows");
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  /** No rows, which methods that need a distribution refuse when a request is run. */
  public static Baselines none() {
    return new Baselines(Map.of());
  }

  /** The rows of a model with one input, or of one of its inputs. */
  public static Baselines of(String input, NdArray<?> rows) {
    return new Baselines(Map.of(input, rows));
  }

  static Optional<Baselines> read(Object value) {
    if (value instanceof Baselines baselines) {
      return Optional.of(baselines);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, NdArray<?>> rows = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getValue() instanceof NdArray<?> array)) {
        return Optional.empty();
      }
      rows.put(String.valueOf(entry.getKey()), array);
    }
    return Optional.of(new Baselines(rows));
  }

  /** By input, the shape of its rows. */
  @JsonValue
  public Object toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    rows.forEach((name, array) -> map.put(name, Baseline.described(array)));
    return map;
  }

  /** Whether the other has the same rows. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Baselines baselines && Baseline.sameArrays(rows, baselines.rows);
  }

  @Override
  public int hashCode() {
    return rows.keySet().hashCode();
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}
