package io.attributable;

import java.util.Objects;

/**
 * DeepLIFT with a distribution of baselines: captum's {@code DeepLiftShap} and {@code
 * LayerDeepLiftShap}, SHAP's {@code DeepExplainer}. The mean over all rows of the distribution of
 * what {@link DeepLift} gives with that row as the baseline; it approximates SHAP values. The
 * attributions of an example sum to {@code F(x)} minus the mean of F over the rows.
 *
 * <p>Nothing is drawn: every example is compared with every row. All inputs that hold examples have
 * rows, those of whole numbers, too.
 *
 * <p>Source: S. Lundberg, S.-I. Lee, "A unified approach to interpreting model predictions", NIPS
 * 2017 (arXiv:1705.07874), section 4.2.
 *
 * @param baselines the rows; required
 * @param local whether the multipliers are left alone, without the difference
 * @param fallback what to do about ops without a rule
 */
public record DeepLiftShap(
    @MethodParameter("The rows that each example is compared with, by input.") Baselines baselines,
    @MethodParameter("Leaves out the factor of input minus baseline.") boolean local,
    @MethodParameter("What to do about ops that the method has no rule for.") UnknownOps fallback)
    implements DistributionMethod {

  /** Without baselines, which are required when a request is run. */
  public DeepLiftShap() {
    this(Baselines.none());
  }

  /** Compared with all rows. */
  public DeepLiftShap(Baselines baselines) {
    this(baselines, false, UnknownOps.ERROR);
  }

  /** Requires what there must be. */
  public DeepLiftShap {
    Objects.requireNonNull(baselines, "baselines");
    Objects.requireNonNull(fallback, "fallback");
  }

  @Override
  public String name() {
    return "deeplift-shap";
  }

  /** The same with another way with ops that have no rule. */
  public DeepLiftShap withFallback(UnknownOps changed) {
    return new DeepLiftShap(baselines, local, changed);
  }
}
