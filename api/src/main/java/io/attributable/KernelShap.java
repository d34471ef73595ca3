package io.attributable;

import java.util.Objects;

/**
 * KernelSHAP: Shapley values by weighted least squares over combinations of features (captum's
 * {@code KernelShap}). Combinations are drawn by the Shapley kernel, each with its complement;
 * where {@code samples} is enough for all combinations, all are evaluated once, and the values are
 * exact. The values of an example sum to {@code F(x) - F(x′)} exactly: that is a constraint of the
 * least squares. {@link Estimation#errors()} has the standard error of each value, and {@link
 * Estimation#fit()} how well a sum of values describes the output (R²).
 *
 * <p>Source: S. Lundberg, S.-I. Lee, "A unified approach to interpreting model predictions",
 * NeurIPS 2017 (arXiv:1705.07874), theorem 2; the pairs and the errors are those of I. Covert,
 * S.-I. Lee, "Improving KernelSHAP", AISTATS 2021 (arXiv:2012.01536).
 *
 * @param baseline what stands for the absence of features
 * @param mask which elements are one feature; there must be at least two features
 * @param samples how many combinations are evaluated, beside all features and none; at least twice
 *     as many as there are features, unless fewer are all
 * @param seed the same one draws the same combinations, for every example
 */
public record KernelShap(
    @MethodParameter(PerturbationParameters.BASELINE) Baseline baseline,
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask,
    @MethodParameter("How many combinations of features are evaluated.") int samples,
    @MethodParameter(PerturbationParameters.SEED) long seed)
    implements FeatureGroupMethod {
  /** All combinations of 11 features; captum's 25 are too few for more than a handful. */
  public static final int DEFAULT_SAMPLES = 2048;

  private static final String NAME = "kernel-shap";

  /** From zeros, element by element, with 2048 combinations. */
  public KernelShap() {
    this(Baseline.zeros(), FeatureMask.none(), DEFAULT_SAMPLES, 0);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public KernelShap {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(mask, "mask");
    SampleCount.require(NAME, samples);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public KernelShap withBaseline(Baseline other) {
    return new KernelShap(other, mask, samples, seed);
  }

  @Override
  public KernelShap withMask(FeatureMask other) {
    return new KernelShap(baseline, other, samples, seed);
  }
}
