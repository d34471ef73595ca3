package io.attributable.tensorflow.generated;

import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Features;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.NonNull;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.verify.Verification;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.ndarray.NdArray;

/**
 * A request of a generated explainer that has all its inputs. May be changed and run again. Not
 * thread-safe; holds no native memory.
 *
 * @param <A> the type of the result: the attribution of one layer, or those of all layers of the
 *     explained interface
 */
public final class ExplainerRequest<A> {
  private final LayerAttribution request;
  private final Function<Attributions, A> result;

  /**
   * For generated explainers.
   *
   * @param request with the layers and the inputs
   * @param result makes the result
   */
  public ExplainerRequest(LayerAttribution request, Function<Attributions, A> result) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(result, "result");
    this.request = request;
    this.result = result;
  }

  /** Chooses which value of the output is explained; {@link Target#none()} by default. */
  public ExplainerRequest<A> target(Target target) {
    Objects.requireNonNull(target, "target");
    request.target(target);
    return this;
  }

  /**
   * Gives an input by name that has no method: one with a default in the model, or a placeholder of
   * a model in code besides the operands of its {@code @Forward} method.
   *
   * @param name of the input, or of the placeholder's node
   * @param values of the input's shape and type
   */
  public ExplainerRequest<A> input(String name, NdArray<?> values) {
    request.input(name, values);
    return this;
  }

  /** The same for an input of strings, by its examples; each of them is bytes. */
  public ExplainerRequest<A> input(String name, List<byte[]> examples) {
    request.input(name, examples);
    return this;
  }

  /**
   * Chooses how attributions are computed; as {@code @AttributedModel} says by default, or by
   * gradient × activation.
   */
  public ExplainerRequest<A> method(AttributionMethod method) {
    Objects.requireNonNull(method, "method");
    request.method(method);
    return this;
  }

  /**
   * Gradient × activation, or the gradient alone: short for {@link #method} with a {@link
   * GradientXActivation}.
   */
  public ExplainerRequest<A> mode(Mode mode) {
    Objects.requireNonNull(mode, "mode");
    request.mode(mode);
    return this;
  }

  /**
   * Chooses another output than the interface names.
   *
   * @param output an output of the signature, a layer, {@code tensor:NODE:0}, or {@code
   *     logits-of:LAYER}, the input of the last activation of a layer
   */
  public ExplainerRequest<A> output(String output) {
    Objects.requireNonNull(output, "output");
    request.output(output);
    return this;
  }

  /**
   * Chooses what becomes of a layer that the output does not depend on; {@link UnusedLayer#ERROR}
   * unless given.
   */
  public ExplainerRequest<A> unusedLayer(UnusedLayer policy) {
    request.unusedLayer(policy);
    return this;
  }

  /** Scales the gradients, by one factor per example (captum's {@code grad_outputs}). */
  public ExplainerRequest<A> gradientWeights(double... perExample) {
    request.gradientWeights(perExample);
    return this;
  }

  /** Has each attribution reduced before it leaves TensorFlow; kept whole unless given. */
  public ExplainerRequest<A> reduce(Reduction reduction) {
    Objects.requireNonNull(reduction, "reduction");
    request.reduce(reduction);
    return this;
  }

  /** Has attributions smoothed by noise; not unless given. */
  public ExplainerRequest<A> smooth(Smoothing noise) {
    Objects.requireNonNull(noise, "noise");
    request.smooth(noise);
    return this;
  }

  /**
   * Names features, and says what is said of them as reasons; goes before what the interface
   * declares.
   */
  public ExplainerRequest<A> features(Features more) {
    Objects.requireNonNull(more, "more");
    request.features(more);
    return this;
  }

  /** Requests the explained output, too, from the same run. */
  public ExplainerRequest<A> withPrediction() {
    request.withPrediction();
    return this;
  }

  /**
   * The request as it is now.
   *
   * @throws io.attributable.AttributionException as {@link LayerAttribution#request()}
   */
  public AttributionRequest request() {
    return request.request();
  }

  /**
   * Checks whether the model can be explained like this, and what to do if not. Runs nothing.
   *
   * @throws io.attributable.AttributionException if there is no such output, or the model is closed
   */
  public PreflightReport preflight() {
    return request.preflight();
  }

  /**
   * Holds the gradients against central differences on the model itself; see {@link
   * LayerAttribution#verify()}.
   *
   * @throws io.attributable.AttributionException as {@link #attribute()}
   */
  public Verification verify() {
    return request.verify();
  }

  /**
   * Runs the model and explains it.
   *
   * @throws io.attributable.AttributionException if the inputs, the target or the output do not fit
   *     the model, or the model is closed
   */
  public A attribute() {
    return result.apply(request.attribute());
  }

  /**
   * Runs the model once and explains it for several targets, instead of that of {@link #target};
   * see {@link LayerAttribution#attributeTargets(List)}.
   *
   * @param targets at least one; several must all be indices or slices, none of them twice
   * @return by target, in the order in which they were named
   * @throws io.attributable.AttributionException as {@link #attribute()}, or if the targets cannot
   *     be explained together
   */
  public Map<Target, A> attributeTargets(List<Target> targets) {
    return results(request.attributeTargets(targets));
  }

  /** The same as {@link #attributeTargets(List)}. */
  public Map<Target, A> attributeTargets(Target... targets) {
    NonNull.all(targets, "targets");
    return attributeTargets(List.of(targets));
  }

  /**
   * Runs the model once and explains every value of an example's output, such as all classes; see
   * {@link LayerAttribution#attributeAllTargets()}.
   *
   * @return by target, in the order of the output's values
   * @throws io.attributable.AttributionException as {@link #attribute()}, or if the output does not
   *     have several values per example
   */
  public Map<Target, A> attributeAllTargets() {
    return results(request.attributeAllTargets());
  }

  /** The explainer's model, which is closed with the explainer. */
  public AttributableModel model() {
    return request.model();
  }

  /**
   * The result that attributions of this request are, however they were computed: as evidence, say.
   *
   * @param attributions of {@link #request()}
   */
  public A result(Attributions attributions) {
    Objects.requireNonNull(attributions, "attributions");
    return result.apply(attributions);
  }

  private Map<Target, A> results(Map<Target, Attributions> byTarget) {
    Map<Target, A> results = new LinkedHashMap<>();
    byTarget.forEach((target, attributions) -> results.put(target, result.apply(attributions)));
    return Collections.unmodifiableMap(results);
  }
}
