package io.attributable.processor.binding;

import io.attributable.Port;
import io.attributable.graph.declared.ModelTensor;
import java.util.List;
import java.util.Optional;

/**
 * A declared layer and what the model has for it.
 *
 * @param method the method that declares it
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param attributionMethod the name of the attribution method, where one is named for this layer
 * @param features what columns are called; none where nothing is declared
 * @param tensors the tensors of that side; none if the layer was not checked, or is in doubt
 * @param explainable whether the model's output was found to be explainable by it
 */
public record LayerBinding(
    String method,
    String address,
    Port port,
    Optional<String> attributionMethod,
    List<String> features,
    List<ModelTensor> tensors,
    boolean explainable) {
  /** Copies the lists. */
  public LayerBinding {
    features = List.copyOf(features);
    tensors = List.copyOf(tensors);
  }
}
