package io.attributable.metrics;

import java.util.Random;

/**
 * μFidelity, or faithfulness correlation: Spearman's correlation, over random subsets of features,
 * of the sum of a subset's attributions with what the explained value loses when the subset is
 * replaced by the baseline. From -1 to 1, the more the better (Bhatt et al., "Evaluating and
 * aggregating feature-based model explanations", 2020, arXiv:2005.00631, definition 3; xplique's
 * {@code MuFidelity}). All subsets have the same size, as in the paper: of sums over more and fewer
 * features even equal attributions would be right. NaN where the explained value or the sums never
 * change, where xplique has 0, and for attributions that {@linkplain ExplainedExample#isConstant
 * say nothing}. Immutable.
 *
 * @param samples how many subsets, at least 2
 * @param part of the features that is in a subset, above 0 and below 1; at least one feature, and
 *     not all
 * @param seed of the subsets: explanations of the same example meet the same ones
 */
public record MuFidelity(int samples, double part, long seed) {
  private static final String NAME = "mu-fidelity";

  /**
   * Checks the parameters.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  public MuFidelity {
    Preconditions.samples(NAME, 2, samples);
    Preconditions.fraction(NAME, "part", part);
  }

  /**
   * The correlation with its standard error.
   *
   * @param attributions one for each element of the input
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for less than two features
   *     and for numbers that are not finite
   */
  public Estimate of(ExplainedExample example, double[] attributions) {
    Preconditions.features(NAME, 2, example.features().count());
    double[] sums = example.sums(NAME, attributions);
    if (example.isConstant(attributions)) {
      return new Estimate(Double.NaN, Double.NaN, samples);
    }
    int size = Subsets.size(sums.length, part);
    Subsets subsets = Subsets.ofSize(example, sums, samples, size, new Random(seed));
    return Correlations.spearman(subsets.attributed(), subsets.changes());
  }
}
