package io.attributable.metrics;

import java.util.Arrays;
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Whether two vectors put their places in the same order. Places of equal values share the mean of
 * their ranks; 0 and -0 are equal. NaN where a vector has no order: fewer than two values, all of
 * them equal, or one that is no number.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /** Spearman's ρ, from -1 to 1. */
  public static double spearman(double[] one, double[] other) {
    return isOrdered(one, other) ? pearson(ranks(one), ranks(other)) : Double.NaN;
  }

  /** Kendall's τ-b, from -1 to 1. */
  public static double kendall(double[] one, double[] other) {
    return isOrdered(one, other)
        ? clamped(new KendallsCorrelation().correlation(unsigned(one), unsigned(other)))
        : Double.NaN;
  }

  /** Ranks from 1. */
  public static double[] ranks(double[] values) {
    return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(unsigned(values));
  }

  /** Pearson's correlation of the values themselves; NaN where a vector is constant. */
  static double pearson(double[] one, double[] other) {
    return clamped(new PearsonsCorrelation().correlation(one, other));
  }

  static boolean isOrdered(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " values and " + other.length);
    }
    return one.length > 1 && !isConstant(one) && !isConstant(other) && !hasNaN(one, other);
  }

  private static boolean hasNaN(double[] one, double[] other) {
    return Arrays.stream(one).anyMatch(Double::isNaN)
        || Arrays.stream(other).anyMatch(Double::isNaN);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** The library tells 0 from -0. */
  private static double[] unsigned(double[] values) {
    double[] unsigned = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      unsigned[i] = values[i] + 0.0;
    }
    return unsigned;
  }

  /** Rounding goes beyond 1. */
  private static double clamped(double correlation) {
    return Double.isNaN(correlation) ? correlation : Math.max(-1, Math.min(1, correlation));
  }
}
