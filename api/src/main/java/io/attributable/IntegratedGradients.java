package io.attributable;

import java.util.Objects;

/**
 * Integrated gradients: the gradient along the straight line from a baseline to the input,
 * integrated, times the difference of both. With x′ the baseline, {@code (x - x′) · ∫₀¹ ∂F/∂x (x′ +
 * α (x - x′)) dα}. The attributions of all inputs of an example sum to {@code F(x) - F(x′)}.
 *
 * <p>Of inputs ({@code input:NAME}) it is captum's {@code IntegratedGradients}: all floating-point
 * inputs move together, those that are not explained, too. Of layers it is captum's {@code
 * LayerIntegratedGradients}: the layer's tensors are replaced by those along the line between what
 * the layer gives for the baseline and for the input, while the model's inputs stay as they are.
 * Several layers are replaced together; none may depend on another. So a baseline of token ids can
 * be explained at the embedding that they go into.
 *
 * <p>An attribution is shaped like its tensor.
 *
 * <p>Source: M. Sundararajan, A. Taly, Q. Yan, "Axiomatic attribution for deep networks", ICML 2017
 * (arXiv:1703.01365), equation 1.
 *
 * @param baseline where the path begins
 * @param steps how many points it is evaluated at
 * @param quadrature which points
 * @param tolerance see {@link PathMethod#tolerance()}
 * @param local whether the integral is left alone, without the difference (captum's {@code
 *     multiply_by_inputs=False})
 */
public record IntegratedGradients(
    @MethodParameter("What stands for the absence of an input: a number, or arrays by input.")
        Baseline baseline,
    @MethodParameter("The number of points along the path.") int steps,
    @MethodParameter("Which points along the path, with which weights.") Quadrature quadrature,
    @MethodParameter("Doubles the steps until the delta is at most this part of the change.")
        double tolerance,
    @MethodParameter("Leaves out the factor of input minus baseline.") boolean local)
    implements PathMethod {

  /** From zeros, with 50 points of Gauss and Legendre. */
  public IntegratedGradients() {
    this(Baseline.zeros());
  }

  /** From a baseline, with 50 points of Gauss and Legendre. */
  public IntegratedGradients(Baseline baseline) {
    this(baseline, DEFAULT_STEPS);
  }

  /** From a baseline, with points of Gauss and Legendre. */
  public IntegratedGradients(Baseline baseline, int steps) {
    this(baseline, steps, Quadrature.GAUSS_LEGENDRE, 0, false);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public IntegratedGradients {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(quadrature, "quadrature");
    PathMethod.check("integrated-gradients", steps, quadrature, tolerance);
    if (local && tolerance > 0) {
      throw Methods.invalid(
          "integrated-gradients", "tolerance", tolerance, "local attributions have no delta");
    }
  }

  @Override
  public String name() {
    return "integrated-gradients";
  }

  @Override
  public IntegratedGradients withBaseline(Baseline other) {
    return new IntegratedGradients(other, steps, quadrature, tolerance, local);
  }
}
