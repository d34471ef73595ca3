package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.FeatureNames;
import io.attributable.Methods;
import io.attributable.TensorShape;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The layers of one signature, and whether its outputs can be explained by them. */
final class SignatureLayers {
  private final LayerIndex layers;
  private final Preflight preflight;
  private @Nullable GraphFingerprint fingerprint;

  private SignatureLayers(LayerIndex layers) {
    this.layers = layers;
    this.preflight = Preflight.of(layers);
  }

  static SignatureLayers of(SavedModelFile file, String signature) {
    return new SignatureLayers(LayerIndex.of(SignatureFlattener.flatten(file, signature)));
  }

  /**
   * Checks that there is such an output, and that it can be explained.
   *
   * @param output none means the signature's only output
   * @throws AttributionException if it cannot
   */
  void checkOutput(Optional<String> output) {
    OutputTensor.find(layers, output.orElse(null));
  }

  /**
   * The tensors of a layer.
   *
   * @throws AttributionException if the layer is not there, or is nothing to explain
   */
  List<ModelTensor> tensors(DeclaredLayer layer) {
    return layers.resolve(layer.address(), layer.port()).tensors().stream()
        .map(tensor -> new ModelTensor(tensor.name(), tensor.typeName(), tensor.shapeText()))
        .toList();
  }

  /**
   * Checks that the output can be differentiated with respect to the layer.
   *
   * @throws AttributionException if it cannot
   */
  void checkGradient(DeclaredLayer layer, Optional<String> output) {
    preflight.check(layer.address(), layer.port(), output.orElse(null));
  }

  /**
   * Checks that a method takes the layer's shape, as far as it is known. A layer may have tensors
   * that the output does not depend on, so that one has to fit.
   *
   * @throws AttributionException if it does not
   */
  void checkMethod(DeclaredLayer layer, String method) {
    MethodPlan plan = PlannedMethod.of(Methods.of(method)).plan();
    AttributionException refusal = null;
    for (TensorInfo tensor : layers.resolve(layer.address(), layer.port()).tensors()) {
      try {
        plan.check(layers.graph(), tensor);
        plan.shape(tensor.name(), tensor.shape());
        return;
      } catch (AttributionException e) {
        refusal = refusal == null ? e : refusal;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * Checks that each column of the layer has a name, if any has, as far as shapes are known.
   *
   * @throws AttributionException FEATURES_INVALID
   */
  void checkFeatures(DeclaredLayer layer) {
    List<String> names = layer.features();
    List<TensorInfo> tensors = layers.resolve(layer.address(), layer.port()).tensors();
    if (names.isEmpty()) {
      return;
    }
    Optional<String> problem =
        tensors.size() == 1
            ? FeatureNames.problem(names, TensorShape.of(tensors.get(0).shape()))
            : Optional.of("the layer has " + tensors.size() + " tensors, not one");
    problem.ifPresent(
        text -> {
          throw new AttributionException(ErrorCode.FEATURES_INVALID, layer.address(), text);
        });
  }

  /** What the graph computes, reckoned at the first call. */
  GraphFingerprint fingerprint() {
    GraphFingerprint known = fingerprint;
    if (known == null) {
      known = GraphFingerprint.of(layers.graph());
      fingerprint = known;
    }
    return known;
  }

  /** The positions of a layer's tensors in the graph, by {@link GraphFingerprint#position}. */
  List<String> positions(DeclaredLayer layer) {
    return layers.resolve(layer.address(), layer.port()).tensors().stream()
        .map(tensor -> fingerprint().position(tensor.tensor()))
        .toList();
  }
}
