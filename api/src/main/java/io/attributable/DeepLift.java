package io.attributable;

import java.util.Objects;

/**
 * DeepLIFT by the rescale rule: captum's {@code DeepLift} and {@code LayerDeepLift}. The model is
 * evaluated at the input x and at a baseline x′; the difference of the outputs is handed back, op
 * by op, in proportion to the differences of what the ops were given. The attribution of a tensor a
 * is its multiplier times {@code a(x) - a(x′)}, and shaped like it. Those of all inputs of an
 * example, or of the layers of a cut, sum to {@code F(x) - F(x′)}.
 *
 * <p>One run does for all layers, without steps. Rules go by op, not by layer: products of two
 * activations, attention, normalisations and functions need nothing special. An op without a rule
 * is refused ({@link ErrorCode#METHOD_NOT_APPLICABLE}), unless {@code fallback} is {@link
 * UnknownOps#GRADIENT}; {@link Attribution#coverage()} tells which ops were passed by which rule,
 * {@link Attribution#convergence()} whether the sum is right.
 *
 * <p>Inputs of whole numbers, truth values or texts have the values of the example as their
 * baseline, unless {@code baseline} names them. So a baseline of token ids can be explained at the
 * embedding that they go into.
 *
 * <p>Source: A. Shrikumar, P. Greenside, A. Kundaje, "Learning important features through
 * propagating activation differences", ICML 2017 (arXiv:1704.02685), section 3.5.2.
 *
 * @param baseline what the input is compared with
 * @param local whether the multipliers are left alone, without the difference (captum's {@code
 *     multiply_by_inputs=False})
 * @param fallback what to do about ops without a rule
 */
public record DeepLift(
    @MethodParameter("What stands for the absence of an input: a number, or arrays by input.")
        Baseline baseline,
    @MethodParameter("Leaves out the factor of input minus baseline.") boolean local,
    @MethodParameter("What to do about ops that the method has no rule for.") UnknownOps fallback)
    implements BaselineMethod {

  /** Compared with zeros. */
  public DeepLift() {
    this(Baseline.zeros());
  }

  /** Compared with a baseline. */
  public DeepLift(Baseline baseline) {
    this(baseline, false, UnknownOps.ERROR);
  }

  /** Requires what there must be. */
  public DeepLift {
    Objects.requireNonNull(baseline, "baseline");
    Objects.requireNonNull(fallback, "fallback");
  }

  @Override
  public String name() {
    return "deeplift";
  }

  @Override
  public DeepLift withBaseline(Baseline other) {
    return new DeepLift(other, local, fallback);
  }

  /** The same with another way with ops that have no rule. */
  public DeepLift withFallback(UnknownOps changed) {
    return new DeepLift(baseline, local, changed);
  }
}
