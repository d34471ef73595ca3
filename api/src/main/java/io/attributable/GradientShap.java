package io.attributable;

import java.util.Objects;

/**
 * Expected gradients: captum's {@code GradientShap} and {@code LayerGradientShap}. For each sample
 * a baseline b is drawn from a distribution, and a point u between b and the input; the attribution
 * is the mean of {@code (a(x) - a(b)) · ∂F/∂a (b + u (x - b))}, where a is the explained tensor.
 * The attributions of an example tend to {@code F(x) - E F(b)}.
 *
 * <p>With a standard deviation, each sample has an input of its own: {@code x} plus normally
 * distributed noise, as in captum, which is in the difference, too. The attributions tend to the
 * mean of {@code F} there less {@code E F(b)} then.
 *
 * <p>Rows are drawn for all inputs together, and the same for each example of a batch, so that an
 * example's attribution does not depend on the batch it is in; captum draws them for each input of
 * its own. An attribution is shaped like its tensor. Inputs that are not floating-point numbers
 * cannot move and stay as they are.
 *
 * <p>Source: G. Erion et al., "Improving performance of deep learning models with axiomatic
 * attribution priors and expected gradients", Nature Machine Intelligence 3, 2021
 * (arXiv:1906.10670), equation 2.
 *
 * @param baselines what is drawn from; required
 * @param samples how often, at least 1
 * @param stdev of the noise that is added to the input; 0 for none, as in captum
 * @param seed the same one gives the same numbers, on any number of threads
 * @param local whether the gradient is left alone, without the difference
 */
public record GradientShap(
    @MethodParameter("The rows that baselines are drawn from, by input.") Baselines baselines,
    @MethodParameter("How many samples are drawn.") int samples,
    @MethodParameter("The standard deviation of noise at each sample's input.") Stdev stdev,
    @MethodParameter("The seed of everything random.") long seed,
    @MethodParameter("Leaves out the factor of input minus baseline.") boolean local)
    implements DistributionMethod {
  /** As in captum. */
  public static final int DEFAULT_SAMPLES = 5;

  /** Without baselines, which are required when a request is run. */
  public GradientShap() {
    this(Baselines.none());
  }

  /** Five samples. */
  public GradientShap(Baselines baselines) {
    this(baselines, DEFAULT_SAMPLES, 0, false);
  }

  /**
   * Without noise.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GradientShap(Baselines baselines, int samples, long seed, boolean local) {
    this(baselines, samples, Stdev.of(0), seed, local);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public GradientShap {
    Objects.requireNonNull(baselines, "baselines");
    Objects.requireNonNull(stdev, "stdev");
    SampleCount.require("gradient-shap", samples);
  }

  @Override
  public String name() {
    return "gradient-shap";
  }
}
