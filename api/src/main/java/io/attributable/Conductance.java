package io.attributable;

import java.util.Objects;

/**
 * Conductance of a layer: captum's {@code LayerConductance}. While the inputs move along the
 * straight line from a baseline, each step adds the gradient with respect to the layer's tensor
 * times the change of that tensor: {@code Σ ∂F/∂a(α_k) · [a(α_{k+1}) - a(α_k)]}, of {@code steps +
 * 1} points. Of a layer that all paths go through, the attributions of an example sum to {@code
 * F(x) - F(x′)}.
 *
 * <p>An attribution is shaped like its tensor. Inputs that are not floating-point numbers cannot
 * move and stay as they are.
 *
 * <p>Source: A. Shrikumar, J. Su, A. Kundaje, "Computationally efficient measures of internal
 * neuron importance", 2018 (arXiv:1807.09946), equation 4; K. Dhamdhere, M. Sundararajan, Q. Yan,
 * "How important is a neuron?", ICLR 2019 (arXiv:1805.12233).
 *
 * @param baseline where the path begins
 * @param steps how many steps it has
 * @param quadrature which points; the trapezoid's by default, as they reach both ends
 * @param tolerance see {@link PathMethod#tolerance()}
 * @param gradientAt where in a step the gradient is taken
 */
public record Conductance(
    @MethodParameter("What stands for the absence of an input: a number, or arrays by input.")
        Baseline baseline,
    @MethodParameter("The number of points along the path.") int steps,
    @MethodParameter("Which points along the path, with which weights.") Quadrature quadrature,
    @MethodParameter("Doubles the steps until the delta is at most this part of the change.")
        double tolerance,
    @MethodParameter("Where in a step the gradient is taken: left, as in captum, or midpoint.")
        GradientAt gradientAt)
    implements PathMethod {

  /** Where in a step the gradient is taken. */
  public enum GradientAt {
    /** At the step's beginning, as in captum. */
    LEFT,
    /** In its middle, which converges faster: one more point for each step. */
    MIDPOINT
  }

  /** From zeros, in 50 steps. */
  public Conductance() {
    this(Baseline.zeros());
  }

  /** From a baseline, in 50 steps. */
  public Conductance(Baseline baseline) {
    this(baseline, DEFAULT_STEPS, Quadrature.TRAPEZOID, 0, GradientAt.LEFT);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Conductance {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(quadrature, "quadrature");
    Objects.requireNonNull(gradientAt, "gradientAt");
    PathMethod.check("conductance", steps, quadrature, tolerance);
  }

  @Override
  public String name() {
    return "conductance";
  }

  @Override
  public Conductance withBaseline(Baseline other) {
    return new Conductance(other, steps, quadrature, tolerance, gradientAt);
  }
}
