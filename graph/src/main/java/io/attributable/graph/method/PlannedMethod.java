package io.attributable.graph.method;

import io.attributable.Activation;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradientXActivation;
import io.attributable.Lrp;
import io.attributable.Mode;

/**
 * A method as plans compute it.
 *
 * @param method as requests name it
 * @param plan what is computed
 * @param quantity which of the plan's results is the attribution
 */
public record PlannedMethod(AttributionMethod method, MethodPlan plan, Quantity quantity) {

  /** How a method is computed. */
  public static PlannedMethod of(AttributionMethod method) {
    if (method instanceof GradientXActivation gradient) {
      Quantity quantity =
          gradient.mode() == Mode.GLOBAL ? Quantity.GRADIENT_X_ACTIVATION : Quantity.GRADIENT;
      return new PlannedMethod(method, new GradientPlan(), quantity);
    }
    if (method instanceof GradCam gradCam) {
      return new PlannedMethod(method, new GradCamPlan(gradCam), GradCamPlan.MAP);
    }
    if (method instanceof Lrp lrp) {
      return new PlannedMethod(method, new LrpPlan(lrp), LrpPlan.RELEVANCE);
    }
    if (method instanceof Activation) {
      return new PlannedMethod(method, new ActivationPlan(), Quantity.ACTIVATION);
    }
    throw new IllegalArgumentException("method " + method.name() + " has no plan");
  }

  /**
   * Requires a derivative, for whatever is about derivatives.
   *
   * @param what would be done with it, such as {@code several targets}
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public void requireGradient(String what) {
    if (!plan.differentiates()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          what,
          "it differentiates nothing",
          "Leave that out, or use another method.");
    }
  }
}
