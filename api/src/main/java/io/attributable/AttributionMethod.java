package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/**
 * How attributions are computed. Methods are immutable values, safe for any number of threads;
 * equal methods give equal attributions. Each is a record whose components are the method's
 * parameters, with a constructor without arguments for its defaults.
 *
 * <p>A method is named the same in Java, on the command line ({@code --method grad-cam --relu}) and
 * in JSON ({@code "method": "grad-cam"}, or {@code "method": {"name": "grad-cam", "relu": true}});
 * {@link Methods} reads those names.
 */
public sealed interface AttributionMethod
    permits GradientXActivation,
        Activation,
        Saliency,
        ClassActivationMap,
        GuidedBackpropagation,
        GuidedGradCam,
        Deconvolution,
        BaselineMethod,
        DistributionMethod,
        Lrp,
        Xrai,
        Permutation {

  /** The method's name in requests and results, such as {@code grad-cam}. */
  String name();

  /** The parameters by name, in their order: strings, numbers and booleans. */
  default Map<String, Object> parameters() {
    return MethodSchema.of(this).values(this);
  }

  /** As JSON: {@code {"name": "grad-cam", "relu": true, …}}, with all parameters. */
  @JsonValue
  default Map<String, Object> toMap() {
    return MethodSchema.of(this).toMap(this);
  }
}
