package io.attributable.metrics;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * A number that is known up to chance. Immutable.
 *
 * @param value the number; NaN where it is not defined
 * @param error its standard error; 0 where nothing is random, NaN where it is not known
 * @param samples how many samples it is made of; 0 where nothing is random
 */
public record Estimate(double value, double error, int samples) {
  /** A number in which nothing is random. */
  public static Estimate exact(double value) {
    return new Estimate(value, 0, 0);
  }

  /** The mean of independent samples with its standard error; NaN for one of them. */
  public static Estimate mean(double... samples) {
    double error =
        samples.length < 2
            ? Double.NaN
            : new StandardDeviation().evaluate(samples) / Math.sqrt(samples.length);
    return new Estimate(new Mean().evaluate(samples), error, samples.length);
  }

  /** The mean of those of several examples that are defined. */
  public static Estimate over(Iterable<Estimate> examples) {
    double[] values = new double[16];
    int count = 0;
    for (Estimate example : examples) {
      if (Double.isFinite(example.value)) {
        values = count < values.length ? values : Arrays.copyOf(values, 2 * count);
        values[count++] = example.value;
      }
    }
    return mean(Arrays.copyOf(values, count));
  }

  /**
   * As JSON: {@code {"value": 0.5, "error": 0.01, "samples": 100}}; what is not known is null, and
   * what is not random has neither error nor samples.
   */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", Double.isFinite(value) ? (Object) value : null);
    if (samples > 0) {
      map.put("error", Double.isFinite(error) ? (Object) error : null);
      map.put("samples", samples);
    }
    return map;
  }

  @Override
  public String toString() {
    String text = String.format(Locale.ROOT, "%.3g", value);
    return samples == 0 || Double.isNaN(error)
        ? text
        : text + String.format(Locale.ROOT, " ± %.2g", error);
  }
}
