package io.attributable.evidence.compare;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How far explanations must agree, each example of each layer. Immutable.
 *
 * @param values by metric; metrics that are not there are not looked at
 */
public record Thresholds(Map<Metric, Double> values) {
  private static final Thresholds NONE = new Thresholds(Map.of());

  /** Copies the map. */
  public Thresholds {
    Objects.requireNonNull(values, "values");
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Nothing is required. */
  public static Thresholds none() {
    return NONE;
  }

  /** What is required where nobody says anything: a rank correlation of 0.9. */
  public static Thresholds byDefault() {
    return NONE.with(Metric.SPEARMAN, 0.9);
  }

  /** The same with another threshold: the least of a similarity, the most of a distance. */
  public Thresholds with(Metric metric, double value) {
    Map<Metric, Double> all = new EnumMap<>(Metric.class);
    all.putAll(values);
    all.put(Objects.requireNonNull(metric, "metric"), value);
    return new Thresholds(all);
  }

  /**
   * Reads {@code spearman=0.95}.
   *
   * @throws AttributionException USAGE
   */
  public static Thresholds parse(List<String> texts) {
    Thresholds all = NONE;
    for (String text : texts) {
      int separator = text.indexOf('=');
      try {
        all =
            all.with(
                Metric.named(text.substring(0, Math.max(0, separator))),
                finite(text.substring(separator + 1)));
      } catch (NumberFormatException e) {
        throw new AttributionException(
                ErrorCode.USAGE,
                "a threshold is METRIC=NUMBER, such as spearman=0.95, but is \"" + text + "\"",
                "attributable diff")
            .causedBy(e);
      }
    }
    return all;
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new NumberFormatException(text);
    }
    return value;
  }
}
