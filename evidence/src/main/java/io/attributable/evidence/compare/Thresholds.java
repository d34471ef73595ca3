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
  private static final String FORM = "a threshold is METRIC=NUMBER, such as spearman=0.95";
  private static final Thresholds NONE = new Thresholds(Map.of());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a value is none that its metric can have
   */
  public Thresholds {
    Objects.requireNonNull(values, "values");
    values.forEach(
        (metric, value) -> {
          if (!metric.canBe(value)) {
            throw new IllegalArgumentException(
                "a threshold of %s is %s, but is %s"
                    .formatted(metric.word(), metric.range(), value));
          }
        });
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
      if (separator < 1) {
        throw usage(FORM + ", but is \"" + text + "\"");
      }
      Metric metric = Metric.named(text.substring(0, separator));
      double value = number(text, separator + 1);
      if (!metric.canBe(value)) {
        throw usage(
            "a threshold of %s is %s, but is \"%s\""
                .formatted(metric.word(), metric.range(), text));
      }
      all = all.with(metric, value);
    }
    return all;
  }

  private static double number(String text, int begin) {
    try {
      return Double.parseDouble(text.substring(begin));
    } catch (NumberFormatException e) {
      throw usage(FORM + ", but is \"" + text + "\"").causedBy(e);
    }
  }

  private static AttributionException usage(String problem) {
    return new AttributionException(ErrorCode.USAGE, problem, "attributable diff");
  }
}
