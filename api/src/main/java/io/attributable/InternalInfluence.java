package io.attributable;

import java.util.Objects;

/**
 * Internal influence of a layer: captum's {@code InternalInfluence}. The gradient with respect to
 * the layer's tensor, averaged along the straight line of the inputs from a baseline: {@code ∫₀¹
 * ∂F/∂a (x′ + α (x - x′)) dα}. It is multiplied by nothing, so that it sums to nothing in
 * particular.
 *
 * <p>An attribution is shaped like its tensor. Inputs that are not floating-point numbers cannot
 * move and stay as they are.
 *
 * <p>Source: K. Leino et al., "Influence-directed explanations for deep convolutional networks",
 * 2018 (arXiv:1802.03788), definition 1.
 *
 * @param baseline where the path begins
 * @param steps how many points it is evaluated at
 * @param quadrature which points
 */
public record InternalInfluence(
    @MethodParameter("What stands for the absence of an input: a number, or arrays by input.")
        Baseline baseline,
    @MethodParameter("The number of points along the path.") int steps,
    @MethodParameter("Which points along the path, with which weights.") Quadrature quadrature)
    implements PathMethod {

  /** From zeros, with 50 points of Gauss and Legendre. */
  public InternalInfluence() {
    this(Baseline.zeros());
  }

  /** From a baseline, with 50 points of Gauss and Legendre. */
  public InternalInfluence(Baseline baseline) {
    this(baseline, DEFAULT_STEPS, Quadrature.GAUSS_LEGENDRE);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public InternalInfluence {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(quadrature, "quadrature");
    PathMethod.check("internal-influence", steps, quadrature, 0);
  }

  /** None: there is no delta. */
  @Override
  public double tolerance() {
    return 0;
  }

  @Override
  public String name() {
    return "internal-influence";
  }

  @Override
  public InternalInfluence withBaseline(Baseline other) {
    return new InternalInfluence(other, steps, quadrature);
  }
}
