package io.attributable.metrics;

/** Correlations of samples with their standard errors. */
final class Correlations {
  private Correlations() {}

  /**
   * Spearman's ρ; its standard error by Bonett and Wright, "Sample size requirements for estimating
   * Pearson, Kendall and Spearman correlations", 2000.
   */
  static Estimate spearman(double[] one, double[] other) {
    double rho = RankCorrelation.spearman(one, other);
    return estimate(rho, 1 + rho * rho / 2, one.length);
  }

  /** Pearson's r; its standard error by Fisher's transformation. */
  static Estimate pearson(double[] one, double[] other) {
    double r =
        RankCorrelation.isOrdered(one, other) ? RankCorrelation.pearson(one, other) : Double.NaN;
    return estimate(r, 1, one.length);
  }

  private static Estimate estimate(double correlation, double factor, int samples) {
    double error =
        samples < 4
            ? Double.NaN
            : (1 - correlation * correlation) * Math.sqrt(factor / (samples - 3));
    return new Estimate(correlation, error, samples);
  }
}
