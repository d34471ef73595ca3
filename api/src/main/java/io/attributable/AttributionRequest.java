package io.attributable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * What is asked about a model: which layers are explained, by which method, towards which number of
 * which output, for which inputs. A value without a model: all that fluent builders, generated
 * explainers, the command line and JSON do is make one. Immutable, but for the arrays, which are
 * read when the request is run.
 *
 * @param signature what is fed; empty for {@code serving_default}, or the model's only one
 * @param layers the layers that are named, with their sides
 * @param allLayers the side of all other layers, where every layer that can be explained is wanted
 * @param method how attributions are computed
 * @param output what the target picks from: an output of the signature, a layer, a tensor, or
 *     {@code logits-of:} one of these; empty for the signature's only output
 * @param target which number of the output is explained
 * @param inputs arrays by the names of the signature's inputs
 * @param gradientWeights a factor for each example's gradient (captum's {@code grad_outputs}); 1
 *     where it is empty
 * @param unusedLayer what becomes of layers that the output does not depend on
 * @param reduction what is made of each attribution before it leaves TensorFlow
 * @param prediction whether the explained output is wanted, too
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
    boolean prediction) {

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
    layers = List.copyOf(layers);
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    gradientWeights = gradientWeights.map(List::copyOf);
  }

  /** A request with nothing but defaults, to begin with. */
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
        false);
  }

  /** The same request for another target. */
  public AttributionRequest withTarget(Target wanted) {
    Objects.requireNonNull(wanted, "wanted");
    return new AttributionRequest(
        signature,
        layers,
        allLayers,
        method,
        output,
        wanted,
        inputs,
        gradientWeights,
        unusedLayer,
        reduction,
        prediction);
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
    return new AttributionRequest(
        signature,
        layers,
        allLayers,
        method,
        output,
        wanted,
        arrays,
        weights,
        unusedLayer,
        reduction,
        prediction);
  }

  /** The same request by another method, with whole attributions. */
  public AttributionRequest withMethod(AttributionMethod wanted, Reduction reduced) {
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(reduced, "reduced");
    return new AttributionRequest(
        signature,
        layers,
        allLayers,
        wanted,
        output,
        target,
        inputs,
        gradientWeights,
        unusedLayer,
        reduced,
        prediction);
  }
}
