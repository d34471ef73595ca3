package io.attributable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface whose {@link Attributable} methods name layers of a TensorFlow SavedModel. The
 * annotation processor reads the model while compiling, checks every layer and generates a typed
 * explainer.
 *
 * <pre>{@code
 * @AttributedModel(savedModel = "models/digits")
 * public interface Digits {
 *   @Attributable(layer = "conv2d_1") Layer lastConvolution();
 *   @Attributable(layer = "dense", port = Port.INPUT) Layer features();
 * }
 * }</pre>
 *
 * generates {@code DigitsExplainer}, used as
 *
 * <pre>{@code
 * try (DigitsExplainer explainer = DigitsExplainer.load(Path.of("models/digits"))) {
 *   Attribution why = explainer.lastConvolution().image(pixels).target(Target.of(7)).attribute();
 *   DigitsAttributions all = explainer.image(pixels).target(Target.predicted()).attribute();
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface AttributedModel {
  /**
   * The SavedModel's directory, relative to one of the places the processor looks in: the folders
   * of option {@code attributable.models.dirs}, the source path, the class output, the class path,
   * and the folders above the annotated source.
   */
  String savedModel();

  /** The signature whose inputs feed the model. */
  String signature() default "serving_default";

  /**
   * What the target picks from: an output of the signature by name, a layer, or {@code
   * tensor:node:0}. Empty means the signature's only output; the generated explainer can be given
   * another one with each request.
   */
  String output() default "";
}
