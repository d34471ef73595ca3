package io.attributable;

import java.util.Objects;

/**
 * Shapley values by sampling (captum's {@code ShapleyValueSampling}): in a random order, features
 * are put in one after the other in the place of the baseline's; a feature's value is what the
 * output gains then, in the mean over all orders drawn. It takes {@code samples · (features - 1)}
 * evaluations, and two. The values of an example sum to {@code F(x) - F(x′)} exactly; {@link
 * Estimation#errors()} has the standard error of each.
 *
 * <p>Source: E. Štrumbelj, I. Kononenko, "An efficient explanation of individual classifications
 * using game theory", JMLR 11, 2010, algorithm 1; of J. Castro et al., "Polynomial calculation of
 * the Shapley value based on sampling", 2009, the orders.
 *
 * @param baseline what stands for the absence of features
 * @param mask which elements are one feature
 * @param samples how many orders are drawn, at least 1; one alone tells no error
 * @param seed the same one draws the same orders, for every example
 */
public record ShapleySampling(
    @MethodParameter(PerturbationParameters.BASELINE) Baseline baseline,
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask,
    @MethodParameter("How many orders of the features are drawn.") int samples,
    @MethodParameter(PerturbationParameters.SEED) long seed)
    implements FeatureGroupMethod {
  /** As in captum. */
  public static final int DEFAULT_SAMPLES = 25;

  private static final String NAME = "shapley-sampling";

  /** From zeros, element by element, with 25 orders. */
  public ShapleySampling() {
    this(Baseline.zeros(), FeatureMask.none(), DEFAULT_SAMPLES, 0);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public ShapleySampling {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(mask, "mask");
    SampleCount.require(NAME, samples);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ShapleySampling withBaseline(Baseline other) {
    return new ShapleySampling(other, mask, samples, seed);
  }

  @Override
  public ShapleySampling withMask(FeatureMask other) {
    return new ShapleySampling(baseline, other, samples, seed);
  }
}
