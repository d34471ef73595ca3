package io.attributable;

import java.util.Objects;

/**
 * LIME: a linear model of combinations of features, fitted around the example (captum's {@code
 * Lime}). Each sample keeps every feature with probability ½ and takes the others from the
 * baseline; samples count by how close they are to the example: {@code exp(-d² / 2σ²)}, d being the
 * cosine distance between the kept features and all, {@code 1 - √(kept / features)}. The values are
 * the coefficients; they need not sum to anything. {@link Estimation#fit()} has R², by the same
 * weights.
 *
 * <p>The penalty is relative: the output is scaled by its deviation over the samples before the
 * fit, and the values back, so that they do not vanish where the output is a probability; squares
 * count in the mean over samples. For ridge regression {@link Estimation#errors()} has the standard
 * error of each value.
 *
 * <p>Source: M. Ribeiro, S. Singh, C. Guestrin, "Why should I trust you?", KDD 2016
 * (arXiv:1602.04938), algorithm 1; distance and width are those of the authors' implementation for
 * pictures and texts.
 *
 * @param baseline what stands for the absence of features
 * @param mask which elements are one feature
 * @param samples how many samples are drawn, beside the example itself
 * @param regression how coefficients are kept small
 * @param alpha how much, from 0 on
 * @param kernelWidth σ, above 0
 * @param seed the same one draws the same samples, for every example
 */
public record Lime(
    @MethodParameter(PerturbationParameters.BASELINE) Baseline baseline,
    @MethodParameter(PerturbationParameters.MASK) FeatureMask mask,
    @MethodParameter("How many samples are drawn.") int samples,
    @MethodParameter("How coefficients are kept small.") Regression regression,
    @MethodParameter("How much coefficients are kept small.") double alpha,
    @MethodParameter("How far samples may be away to count.") double kernelWidth,
    @MethodParameter(PerturbationParameters.SEED) long seed)
    implements FeatureGroupMethod {
  /** As in the authors' implementation for pictures. */
  public static final int DEFAULT_SAMPLES = 1000;

  /** The same. */
  public static final double DEFAULT_KERNEL_WIDTH = 0.25;

  /** As much as 1 of their sum of squares, at 1000 samples. */
  public static final double DEFAULT_ALPHA = 0.001;

  private static final String NAME = "lime";

  /** How coefficients are kept small. */
  public enum Regression {
    /** By the sum of their squares. */
    RIDGE,
    /** By the sum of their absolute values, so that many are 0. */
    LASSO
  }

  /** From zeros, element by element, with 1000 samples. */
  public Lime() {
    this(Baseline.zeros(), FeatureMask.none(), DEFAULT_SAMPLES, 0);
  }

  /**
   * By ridge regression.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Lime(Baseline baseline, FeatureMask mask, int samples, long seed) {
    this(baseline, mask, samples, Regression.RIDGE, DEFAULT_ALPHA, DEFAULT_KERNEL_WIDTH, seed);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Lime {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(regression, "regression");
    SampleCount.require(NAME, samples);
    if (!(alpha >= 0) || Double.isInfinite(alpha)) {
      throw Methods.invalid(NAME, "alpha", alpha, "it must be a number from 0 on");
    }
    if (!(kernelWidth > 0) || Double.isInfinite(kernelWidth)) {
      throw Methods.invalid(NAME, "kernel-width", kernelWidth, "it must be a number above 0");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Lime withBaseline(Baseline other) {
    return new Lime(other, mask, samples, regression, alpha, kernelWidth, seed);
  }

  @Override
  public Lime withMask(FeatureMask other) {
    return new Lime(baseline, other, samples, regression, alpha, kernelWidth, seed);
  }
}
