package io.attributable.metrics;

/**
 * Whether attributions add up to F(x) − F(x′), as Sundararajan et al. ask of them ("Axiomatic
 * attribution for deep networks", 2017, arXiv:1703.01365, section 3; captum's convergence delta;
 * Quantus' {@code Completeness}, which tells only whether they are equal). Immutable.
 *
 * @param sum of the attributions
 * @param change F(x) − F(x′)
 */
public record Completeness(double sum, double change) {

  /**
   * Measures it.
   *
   * @param attributions one for each element of the input
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for numbers that are not
   *     finite
   */
  public static Completeness of(ExplainedExample example, double[] attributions) {
    double sum = 0;
    for (double one : example.sums("completeness", attributions)) {
      sum += one;
    }
    double[] scores = example.scores(2, i -> i == 0 ? example.input() : example.baseline());
    return new Completeness(sum, scores[0] - scores[1]);
  }

  /** What is too much: the sum minus the change, with the sign of captum's convergence delta. */
  public double delta() {
    return sum - change;
  }

  /**
   * The magnitude of the delta as a part of that of the change; of no change infinite, and NaN if
   * the sum is 0, too.
   */
  public double relative() {
    return Math.abs(delta()) / Math.abs(change);
  }
}
