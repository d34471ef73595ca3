package io.attributable.tensorflow.internal.points;

import io.attributable.AttributionRequest;
import io.attributable.BaselineMethod;
import io.attributable.GradientShap;
import io.attributable.PathMethod;
import io.attributable.Smoothing;

/** How many points a request evaluates the model at, one after the other or at once. */
public final class PointCount {
  private PointCount() {}

  /** At least so many for each example. */
  public static long of(AttributionRequest request) {
    return Math.max(ofMethod(request), request.smoothing().map(Smoothing::samples).orElse(1));
  }

  private static long ofMethod(AttributionRequest request) {
    if (request.method() instanceof PathMethod path) {
      return path.steps();
    }
    if (request.method() instanceof GradientShap shap) {
      return shap.samples();
    }
    return request.method() instanceof BaselineMethod method
        ? method.baseline().arrays().values().stream()
            .filter(array -> array.rank() > 0)
            .mapToLong(array -> array.shape().get(0))
            .max()
            .orElse(1)
        : 1;
  }
}
