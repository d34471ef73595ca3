package io.attributable;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a model whose layers can be explained: an interface that stands for a SavedModel, or a
 * class that builds its graph with TensorFlow's {@code Ops}.
 *
 * <p>An interface's {@link Attributable} methods name layers of the SavedModel. The annotation
 * processor reads the model while compiling, checks every layer and generates a typed explainer.
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
 *
 * <p>A class's {@link Attributable} methods build layers, and its {@link Forward} method builds the
 * model:
 *
 * <pre>{@code
 * @AttributedModel
 * abstract class SpiralNet {
 *   @Attributable Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> x) { return tf.nn.relu(...); }
 *   @Forward      Operand<TFloat32> logits(Ops tf, Operand<TFloat32> x) { return dense(tf, hidden(tf, x)); }
 * }
 * }</pre>
 *
 * generates {@code SpiralNetRecorded}, a subclass that records the layers' calls, and {@code
 * SpiralNetExplainer}, used as
 *
 * <pre>{@code
 * SpiralNetRecorded net = new SpiralNetRecorded();
 * Operand<TFloat32> logits = net.logits(tf, points);   // then trained in session
 * try (SpiralNetExplainer explainer = SpiralNetExplainer.of(net, session)) {
 *   Attribution why = explainer.hidden().x(batch).target(Target.of(1)).attribute();
 * }
 * }</pre>
 *
 * <p>If the compiler does not find these classes and reports nothing else, the processor did not
 * run: it must be configured, as docs/builds.md shows.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface AttributedModel {
  /**
   * The SavedModel's directory, relative to one of the directories the processor searches: those of
   * option {@code attributable.models.dirs}, the source path, the class output, the class path, and
   * the directories above the annotated source. Required on interfaces; must be absent on classes.
   */
  String savedModel() default "";

  /** The signature whose inputs feed the model; ignored on classes. */
  String signature() default "serving_default";

  /**
   * What the target picks from: an output of the signature, or of the {@link Forward} method, by
   * name; a layer; {@code tensor:node:0}; or {@code logits-of:} one of these, which is what enters
   * its last activation. Empty means the only output; a request can name another one.
   */
  String output() default "";

  /**
   * The name of the method that computes attributions, such as {@code grad-cam}, with its default
   * parameters; one of {@link Methods#names()}. Empty means {@code gradient-x-activation}; a layer
   * can have another one ({@link Attributable#method()}), and so can a request, with parameters.
   */
  String method() default "";

  /**
   * Names of ops that may reach outside of the SavedModel's graph, such as {@code ReadFile}; {@code
   * *} for all. Models that would run others do not compile, and are refused when they are loaded:
   * the generated {@code load} allows these. Ignored on classes.
   */
  String[] allowedOps() default {};
}
