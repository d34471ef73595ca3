package io.attributable.tensorflow;

import io.attributable.GradientXActivation;
import io.attributable.Mode;

/**
 * Layer gradient × activation under captum's name: the derivative of the sum of the target's values
 * over the examples with respect to a layer's tensor, times that tensor ({@link Mode#GLOBAL}) or
 * alone ({@link Mode#LOCAL}). An entry to {@link LayerAttribution} with that method. Safe for any
 * number of threads.
 *
 * <pre>{@code
 * Attributions why = LayerGradientXActivation.on(model)
 *     .layers("conv2d_1").input("image", pixels).target(Target.of(7)).attribute();
 * }</pre>
 *
 * @see GradientXActivation
 */
public final class LayerGradientXActivation {
  private LayerGradientXActivation() {}

  /** Begins a request to a model, which must stay open while it is run. */
  public static LayerAttribution on(AttributableModel model) {
    return LayerAttribution.on(model).method(new GradientXActivation());
  }
}
