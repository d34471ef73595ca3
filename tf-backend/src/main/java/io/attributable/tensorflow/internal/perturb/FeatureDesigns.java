package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.FeatureGroupMethod;
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;

/** Makes the designs of methods, or says why there is none. */
final class FeatureDesigns {
  /** A matrix of so many rows and columns takes 200 MB. */
  private static final int MOST_FITTED = 5000;

  private FeatureDesigns() {}

  /**
   * A method's for so many features.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  static FeatureDesign of(FeatureGroupMethod method, int features) {
    if (method instanceof ShapleySampling sampling) {
      return orders(sampling, features);
    }
    if (method instanceof Shapley shapley) {
      return exact(shapley, features);
    }
    if (method instanceof KernelShap shap) {
      return kernel(shap, features);
    }
    return method instanceof Lime lime ? linear(lime, features) : new AblationDesign(features);
  }

  private static FeatureDesign linear(Lime method, int features) {
    requireFitted(method, features);
    if (method.alpha() == 0 && method.samples() < features + 1) {
      throw invalid(
          method,
          "samples",
          "cannot be %d: %d features take at least %d where alpha is 0. Give more, or put features together by a mask"
              .formatted(method.samples(), features, features + 1));
    }
    return new LimeDesign(method, features);
  }

  private static FeatureDesign orders(ShapleySampling method, int features) {
    if ((long) method.samples() * features > Integer.MAX_VALUE / 2) {
      throw invalid(
          method,
          "samples",
          "cannot be %d with %d features: there would be more than 2^30 evaluations. Put features together by a mask"
              .formatted(method.samples(), features));
    }
    return new OrdersDesign(features, method.samples(), method.seed());
  }

  private static FeatureDesign exact(Shapley method, int features) {
    if (features > 30 || (1L << features) > method.evaluations()) {
      throw invalid(
          method,
          "evaluations",
          "is %d, while %d features take 2^%d: put features together by a mask, raise it, or use kernel-shap"
              .formatted(method.evaluations(), features, features));
    }
    return new ShapleyDesign(features);
  }

  private static FeatureDesign kernel(KernelShap method, int features) {
    requireFitted(method, features);
    if (features < 2) {
      throw invalid(
          method,
          "mask",
          "leaves %s, and its value is all that the output changes by: there must be at least 2"
              .formatted(features == 0 ? "no feature" : "one feature"));
    }
    if (method.samples() < KernelCombinations.fewest(features)) {
      throw invalid(
          method,
          "samples",
          "cannot be %d: %d features take at least %d. Give more, or put features together by a mask"
              .formatted(method.samples(), features, KernelCombinations.fewest(features)));
    }
    return new KernelDesign(KernelCombinations.of(features, method.samples(), method.seed()));
  }

  private static void requireFitted(FeatureGroupMethod method, int features) {
    if (features > MOST_FITTED) {
      throw invalid(
          method,
          "mask",
          "leaves %d features, and least squares are solved for %d at most: put features together, such as the pixels of regions"
              .formatted(features, MOST_FITTED));
    }
  }

  private static AttributionException invalid(
      FeatureGroupMethod method, String parameter, String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method.name(), parameter, problem);
  }
}
