package io.attributable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.ndarray.NdArray;

/**
 * A request: the layers to explain, the method, the output and the target, and the inputs. Fluent
 * builders, generated explainers, the command line and JSON all create one; it holds no model.
 * Immutable and safe for any number of threads, but for the arrays: they are not copied, and are
 * read when the request is run.
 *
 * @param signature the signature whose inputs are fed; empty for {@code serving_default}, or the
 *     model's only one
 * @param layers the layers to explain, with their ports
 * @param allLayers the port of all other layers, if every layer that can be explained is requested
 * @param method how attributions are computed
 * @param output what the target picks from: an output of the signature, a layer, a tensor, or
 *     {@code logits-of:} one of these; empty for the signature's only output
 * @param target which value of the output is explained
 * @param inputs arrays by the names of the signature's inputs, each of the input's shape and type,
 *     dimension 0 being the example
 * @param gradientWeights a factor for each example's gradient (captum's {@code grad_outputs}); 1
 *     where it is empty
 * @param unusedLayer what to return for layers that the output does not depend on
 * @param reduction how each attribution is reduced inside TensorFlow
 * @param prediction whether the explained output is returned, too
 * @param smoothing noise that attributions are computed with, and how samples are combined; empty
 *     for none
 * @param features what the columns of inputs and layers are called, for {@link Reasons}
 */
public record AttributionRequest(
    Optional<String> signature,
    List<LayerPort> layers,
    Optional<Port> allLayers,
    AttributionMethod method,
    Optional<String> output,
    Target target,
    Map<String, NdArray<?>> inputs,
    Optional<List<Double>> gradientWeights,
    UnusedLayer unusedLayer,
    Reduction reduction,
    boolean prediction,
    Optional<Smoothing> smoothing,
    Features features) {

  /** Copies the collections; the order of the inputs is kept. */
  public AttributionRequest {
    Objects.requireNonNull(signature, "signature");
    NonNull.all(layers, "layers");
    Objects.requireNonNull(allLayers, "allLayers");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(target, "target");
    NonNull.all(inputs, "inputs");
    Objects.requireNonNull(gradientWeights, "gradientWeights");
    gradientWeights.ifPresent(weights -> NonNull.all(weights, "gradientWeights"));
    Objects.requireNonNull(unusedLayer, "unusedLayer");
    Objects.requireNonNull(reduction, "reduction");
    Objects.requireNonNull(smoothing, "smoothing");
    Objects.requireNonNull(features, "features");
    layers = List.copyOf(layers);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    gradientWeights = gradientWeights.map(List::copyOf);
  }

  /** A request with all defaults. */
  public static AttributionRequest empty() {
    return new AttributionRequest(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new GradientXActivation(),
        Optional.empty(),
        Target.none(),
        Map.of(),
        Optional.empty(),
        UnusedLayer.ERROR,
        Reduction.none(),
        false,
        Optional.empty(),
        Features.none());
  }

  /** The same request to another signature. */
  public AttributionRequest withSignature(String name) {
    Objects.requireNonNull(name, "name");
    return with(fields -> fields.signature = Optional.of(name));
  }

  /** The same request for another target. */
  public AttributionRequest withTarget(Target wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return with(fields -> fields.target = wanted);
  }

  /**
   * The same request for other examples.
   *
   * @param arrays all inputs
   * @param weights one per example
   */
  public AttributionRequest withExamples(
      Map<String, NdArray<?>> arrays, Target wanted, Optional<List<Double>> weights) {
    NonNull.all(arrays, "arrays");
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(weights, "weights");
    return with(
        fields -> {
          fields.inputs = arrays;
          fields.target = wanted;
          fields.gradientWeights = weights;
        });
  }

  /** The same request by another method and with another reduction. */
  public AttributionRequest withMethod(AttributionMethod wanted, Reduction reduced) {
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(reduced, "reduced");
    return with(
        fields -> {
          fields.method = wanted;
          fields.reduction = reduced;
        });
  }

  /** The same request with other smoothing, or none. */
  public AttributionRequest withSmoothing(Optional<Smoothing> wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return with(fields -> fields.smoothing = wanted);
  }

  /** The same request with the explained output beside the results. */
  public AttributionRequest withPrediction() {
    return with(fields -> fields.prediction = true);
  }

  /** The same request for other layers, and towards another output. */
  public AttributionRequest withLayers(List<LayerPort> others, Optional<String> towards) {
    NonNull.all(others, "others");
    Objects.requireNonNull(towards, "towards");
    return with(
        fields -> {
          fields.layers = others;
          fields.output = towards;
        });
  }

  private AttributionRequest with(Consumer<Fields> change) {
    Fields fields = new Fields(this);
    change.accept(fields);
    return new AttributionRequest(
        fields.signature,
        fields.layers,
        allLayers,
        fields.method,
        fields.output,
        fields.target,
        fields.inputs,
        fields.gradientWeights,
        unusedLayer,
        fields.reduction,
        fields.prediction,
        fields.smoothing,
        features);
  }

  /** The components that can be changed, while some are. */
  private static final class Fields {
    private Optional<String> signature;
    private List<LayerPort> layers;
    private AttributionMethod method;
    private Optional<String> output;
    private Target target;
    private Map<String, NdArray<?>> inputs;
    private Optional<List<Double>> gradientWeights;
    private Reduction reduction;
    private boolean prediction;
    private Optional<Smoothing> smoothing;

    Fields(AttributionRequest request) {
      this.signature = request.signature;
      this.layers = request.layers;
      this.method = request.method;
      this.output = request.output;
      this.target = request.target;
      this.inputs = request.inputs;
      this.gradientWeights = request.gradientWeights;
      this.reduction = request.reduction;
      this.prediction = request.prediction;
      this.smoothing = request.smoothing;
    }
  }
}
