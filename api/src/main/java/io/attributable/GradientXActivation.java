package io.attributable;

import java.util.Objects;

/**
 * The gradient of the target with respect to a layer's tensor, times that tensor or alone: captum's
 * {@code LayerGradientXActivation}. For an input of the signature it is captum's {@code
 * InputXGradient}. The attribution has the shape and the type of the tensor. Immutable, safe for
 * any number of threads.
 *
 * <p>Source: A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje, "Not just a black box: Learning
 * important features through propagating activation differences", 2016 (arXiv:1605.01713).
 *
 * @param mode the product ({@link Mode#GLOBAL}), or the gradient alone ({@link Mode#LOCAL})
 */
public record GradientXActivation(
    @MethodParameter("Gradient times activation (global) or the gradient alone (local).") Mode mode)
    implements AttributionMethod {

  /** Gradient times activation. */
  public GradientXActivation() {
    this(Mode.GLOBAL);
  }

  /** Requires the mode. */
  public GradientXActivation {
    Objects.requireNonNull(mode, "mode");
  }

  @Override
  public String name() {
    return "gradient-x-activation";
  }
}
