package io.attributable.metrics;

import java.util.Random;

/**
 * Sensitivity-n: Pearson's correlation, over random subsets of n features, of the sum of a subset's
 * attributions with what the explained value loses when the subset is replaced by the baseline.
 * From -1 to 1, the more the better; 1 for every n for the exact attributions of linear models
 * (Ancona et al., "Towards better understanding of gradient-based attribution methods for deep
 * neural networks", 2018, arXiv:1711.06104, section 4). Quantus' class of this name walks along the
 * explanation's own order instead of drawing subsets. Immutable.
 *
 * @param size n, at least 1, and less than the number of features
 * @param samples how many subsets, at least 3
 * @param seed of the subsets: explanations of the same example meet the same ones
 */
public record SensitivityN(int size, int samples, long seed) {
  private static final String NAME = "sensitivity-n";

  /**
   * Checks the parameters.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  public SensitivityN {
    Preconditions.samples(NAME, 3, samples);
    if (size < 1) {
      throw Preconditions.refused(
          NAME, "subsets of " + size, "they hold at least 1 feature", "Take larger subsets.");
    }
  }

  /**
   * The correlation with its standard error; NaN where the explained value or the sums never
   * change, and for attributions that {@linkplain ExplainedExample#isConstant say nothing}.
   *
   * @param attributions one for each element of the input
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE unless there are more
   *     features than a subset has, and for numbers that are not finite
   */
  public Estimate of(ExplainedExample example, double[] attributions) {
    Preconditions.features(NAME, size + 1, example.features().count());
    double[] sums = example.sums(NAME, attributions);
    if (example.isConstant(attributions)) {
      return new Estimate(Double.NaN, Double.NaN, samples);
    }
    Subsets subsets = Subsets.ofSize(example, sums, samples, size, new Random(seed));
    return Correlations.pearson(subsets.attributed(), subsets.changes());
  }
}
