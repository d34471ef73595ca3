package io.attributable;

import java.util.Objects;

/**
 * Exact Shapley values: what a feature adds to the output, in the mean over all orders in which
 * features can be put in the place of the baseline's. All {@code 2^features} combinations are
 * evaluated, so that it is for few features: group them by a mask, or use {@link KernelShap}. The
 * values of an example sum to {@code F(x) - F(x′)}.
 *
 * <p>Source: L. S. Shapley, "A value for n-person games", 1953; S. Lundberg, S.-I. Lee, "A unified
 * approach to interpreting model predictions", NeurIPS 2017 (arXiv:1705.07874), equation 4.
 *
 * @param baseline what stands for the absence of features
 * @param mask which elements are one feature
 * @param evaluations the most that may be taken of each example, from 1 to 2^24: a request that
 *     needs more is refused before it runs
 */
public record Shapley(
    @MethodParameter(PerturbationParameters.BASELINE) Baseline baseline,
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask,
    @MethodParameter("The most evaluations of an example; more are refused.") int evaluations)
    implements FeatureGroupMethod {
  /** Enough for 16 features. */
  public static final int DEFAULT_EVALUATIONS = 1 << 16;

  private static final int MOST = 1 << 24;
  private static final String NAME = "shapley";

  /** From zeros, element by element. */
  public Shapley() {
    this(Baseline.zeros(), FeatureMask.none(), DEFAULT_EVALUATIONS);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Shapley {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(mask, "mask");
    if (evaluations < 1 || evaluations > MOST) {
      throw Methods.invalid(NAME, "evaluations", evaluations, "it must be from 1 to " + MOST);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shapley withBaseline(Baseline other) {
    return new Shapley(other, mask, evaluations);
  }

  @Override
  public Shapley withMask(FeatureMask other) {
    return new Shapley(baseline, other, evaluations);
  }
}
