package io.attributable.tensorflow.internal.request;

import io.attributable.AttributionRequest;
import io.attributable.GradientXActivation;
import io.attributable.Mode;

/** What plans know methods by: the mode of gradient × activation. */
public final class RequestedMode {
  private RequestedMode() {}

  /** The mode that a request's method says. */
  public static Mode of(AttributionRequest request) {
    if (request.method() instanceof GradientXActivation method) {
      return method.mode();
    }
    throw new UnsupportedOperationException("method " + request.method() + " has no mode");
  }
}
