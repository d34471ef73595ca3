package io.attributable;

import java.util.Objects;

/**
 * Layer-wise relevance propagation: captum's {@code LRP} and {@code LayerLRP}. The target's value
 * is handed back through the network, op by op, each sharing out among its inputs what its output
 * has; the attribution of a layer is the relevance that gets to it. Shaped like the layer's tensor.
 *
 * <p>Rules go by op, not by layer: sums of residual blocks, layers that are called several times
 * and functions need nothing special. A batch normalisation behind a convolution or a dense layer
 * counts as part of it. An op without a rule is refused ({@link ErrorCode#METHOD_NOT_APPLICABLE}),
 * unless {@code fallback} is {@link UnknownOps#GRADIENT}. Which ops were passed by which rule is
 * told by {@link Attribution#coverage()}.
 *
 * <p>Source: S. Bach et al., "On pixel-wise explanations for non-linear classifier decisions by
 * layer-wise relevance propagation", PLOS ONE 2015; G. Montavon et al., "Layer-wise relevance
 * propagation: an overview", 2019.
 *
 * @param rule for layers with weights
 * @param epsilon is added to what is divided by, with its sign; 1e-9 as in captum
 * @param gamma by how much positive weights count more, for the rules that favour them
 * @param alpha the factor of positive contributions of {@link LrpRule#ALPHA_BETA}
 * @param beta that of negative ones; alpha - beta is 1
 * @param low the least value of an input, for {@link LrpRule#Z_BOX}
 * @param high the largest one
 * @param zeroBias whether biases, and other constants that are added, count as zero, so that all
 *     relevance is handed on. Otherwise they take their share, which is lost to the layers before.
 * @param fallback what to do about ops without a rule
 */
public record Lrp(
    @MethodParameter("The rule for layers with weights, or a composite of rules.") LrpRule rule,
    @MethodParameter("Is added to denominators, with their sign.") double epsilon,
    @MethodParameter("By how much positive weights count more.") double gamma,
    @MethodParameter("The factor of positive contributions; alpha - beta is 1.") double alpha,
    @MethodParameter("The factor of negative contributions; alpha - beta is 1.") double beta,
    @MethodParameter("The least value that an input can have, for z-box.") double low,
    @MethodParameter("The largest value that an input can have, for z-box.") double high,
    @MethodParameter("Counts biases as zero, so that they take no share of the relevance.")
        boolean zeroBias,
    @MethodParameter("What to do about ops that the method has no rule for.") UnknownOps fallback)
    implements AttributionMethod {
  /** As in captum. */
  public static final double DEFAULT_EPSILON = 1e-9;

  /** As in captum. */
  public static final double DEFAULT_GAMMA = 0.25;

  private static final double TOLERANCE = 1e-9;

  /** The epsilon rule. */
  public Lrp() {
    this(LrpRule.EPSILON);
  }

  /** A rule, or a composite, with its usual parameters. */
  public Lrp(LrpRule rule) {
    this(rule, DEFAULT_EPSILON, DEFAULT_GAMMA, 2, 1, 0, 1, false, UnknownOps.ERROR);
  }

  /**
   * Requires parameters that make sense.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Lrp {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(fallback, "fallback");
    requireNotNegative("epsilon", epsilon);
    requireNotNegative("gamma", gamma);
    requireNotNegative("alpha", alpha);
    requireNotNegative("beta", beta);
    if (Math.abs(alpha - beta - 1) > TOLERANCE) {
      throw invalid("beta", beta, "alpha - beta must be 1, and alpha is " + alpha);
    }
    if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high) {
      throw invalid("low", low, "it must be less than high, which is " + high);
    }
  }

  /** The same with another epsilon. */
  public Lrp withEpsilon(double changed) {
    return new Lrp(rule, changed, gamma, alpha, beta, low, high, zeroBias, fallback);
  }

  /** The same with another gamma. */
  public Lrp withGamma(double changed) {
    return new Lrp(rule, epsilon, changed, alpha, beta, low, high, zeroBias, fallback);
  }

  /** The same with other factors of positive and negative contributions. */
  public Lrp withAlphaBeta(double positive, double negative) {
    return new Lrp(rule, epsilon, gamma, positive, negative, low, high, zeroBias, fallback);
  }

  /** The same for inputs between two numbers. */
  public Lrp withBox(double least, double largest) {
    return new Lrp(rule, epsilon, gamma, alpha, beta, least, largest, zeroBias, fallback);
  }

  /** The same with biases counting as zero. */
  public Lrp withZeroBias() {
    return new Lrp(rule, epsilon, gamma, alpha, beta, low, high, true, fallback);
  }

  /** The same with another way with ops that have no rule. */
  public Lrp withFallback(UnknownOps changed) {
    return new Lrp(rule, epsilon, gamma, alpha, beta, low, high, zeroBias, changed);
  }

  private static void requireNotNegative(String name, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw invalid(name, value, "it must be a finite number that is not negative");
    }
  }

  private static AttributionException invalid(String name, double value, String problem) {
    return Methods.invalid("lrp", name, value, problem);
  }

  @Override
  public String name() {
    return "lrp";
  }
}
