package io.attributable.evaluation;

import io.attributable.metrics.Estimate;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much better one method is than another on the same examples: the mean of the differences by
 * example, with Student's interval of 95 %. Immutable.
 *
 * @param mean above 0 where the first one is better
 * @param halfWidth of the interval; NaN for less than two examples
 * @param examples how many have both numbers
 */
public record PairedDifference(double mean, double halfWidth, int examples) {
  private static final double QUANTILE = 0.975;

  static PairedDifference of(EvaluationMetric metric, List<Double> one, List<Double> other) {
    double[] differences = new double[Math.min(one.size(), other.size())];
    int count = 0;
    for (int i = 0; i < differences.length; i++) {
      double difference = one.get(i) - other.get(i);
      if (Double.isFinite(difference)) {
        differences[count++] = metric.isMoreBetter() ? difference : -difference;
      }
    }
    Estimate mean = Estimate.mean(Arrays.copyOf(differences, count));
    double quantile =
        count < 2
            ? Double.NaN
            : new TDistribution(count - 1).inverseCumulativeProbability(QUANTILE);
    return new PairedDifference(mean.value(), quantile * mean.error(), count);
  }

  /** Better by more than chance would have it. */
  public boolean isBetter() {
    return mean > halfWidth && mean > 0;
  }

  /** Worse by more than chance would have it. */
  public boolean isWorse() {
    return -mean > halfWidth && mean < 0;
  }
}
