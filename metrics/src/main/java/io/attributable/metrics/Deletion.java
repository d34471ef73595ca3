package io.attributable.metrics;

/**
 * Deletion: the features that an explanation puts first are replaced by the baseline first. The
 * sooner the explained value falls, the smaller the area, and the better the explanation (Petsiuk
 * et al., "RISE", 2018, arXiv:1806.07421; xplique's {@code Deletion}). Immutable.
 *
 * @param steps how many points the curve has beside the first, at least 1; one for each feature
 *     where there are fewer
 */
public record Deletion(int steps) {
  /**
   * Checks the steps.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE
   */
  public Deletion {
    Preconditions.steps("deletion", steps);
  }

  /**
   * The curve.
   *
   * @param attributions one for each element of the input
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for less than two features
   *     and for numbers that are not finite
   */
  public PerturbationCurve of(ExplainedExample example, double[] attributions) {
    Preconditions.features("deletion", 2, example.features().count());
    return FeatureOrder.of(example.sums("deletion", attributions))
        .curve(example, steps, example::without);
  }
}
