package io.attributable.evaluation;

import io.attributable.AttributionMethod;
import io.attributable.ClassActivationMap;
import io.attributable.Deconvolution;
import io.attributable.GradientXActivation;
import io.attributable.GuidedBackpropagation;
import io.attributable.GuidedGradCam;
import io.attributable.LayerPort;
import io.attributable.Lrp;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Saliency;
import java.util.Objects;
import java.util.Optional;

/**
 * A method that is measured. Immutable.
 *
 * @param name what tables call it
 * @param method how attributions are computed
 * @param layer the layer whose attributions are brought to the size of the picture, for methods
 *     such as Grad-CAM; empty where inputs are explained
 */
public record EvaluatedMethod(String name, AttributionMethod method, Optional<LayerPort> layer) {
  /** What stands between a method's name and a layer's. */
  public static final String AT = "@";

  /** Requires all. */
  public EvaluatedMethod {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(layer, "layer");
  }

  /** A method that explains inputs, by its own name. */
  public static EvaluatedMethod of(AttributionMethod method) {
    return new EvaluatedMethod(method.name(), method, Optional.empty());
  }

  /** A method that explains a layer, whose map is brought to the picture's size. */
  public static EvaluatedMethod of(AttributionMethod method, String layer) {
    return of(method, new LayerPort(layer, Port.OUTPUT));
  }

  /** The same at one side of a layer. */
  public static EvaluatedMethod of(AttributionMethod method, LayerPort layer) {
    return new EvaluatedMethod(method.name() + AT + layer.layer(), method, Optional.of(layer));
  }

  /** Whether its attributions are gradients, or were multiplied by input minus baseline. */
  Mode mode() {
    boolean gradients =
        method instanceof Saliency
            || method instanceof GuidedBackpropagation
            || method instanceof Deconvolution
            || method instanceof GuidedGradCam
            || (method instanceof GradientXActivation gradient && gradient.mode() == Mode.LOCAL)
            || Boolean.TRUE.equals(method.parameters().get("local"));
    return gradients ? Mode.LOCAL : Mode.GLOBAL;
  }

  /**
   * Whether attributions are about the change of the explained value, so that they could add up.
   * Relevance adds up to the value itself.
   */
  boolean isSum() {
    return layer.isEmpty()
        && mode() == Mode.GLOBAL
        && !(method instanceof ClassActivationMap)
        && !(method instanceof Lrp);
  }
}
