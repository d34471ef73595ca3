package io.attributable.graph.declared;

import java.util.List;

/**
 * A declared layer and what the model has for it.
 *
 * @param layer what was declared
 * @param tensors the tensors of that side; none if the layer was not checked, or is in doubt
 * @param explainable whether the model's output was found to be explainable by it
 */
public record CheckedLayer(DeclaredLayer layer, List<ModelTensor> tensors, boolean explainable) {
  /** Copies the list. */
  public CheckedLayer {
    tensors = List.copyOf(tensors);
  }

  /** A layer that was not looked up. */
  static CheckedLayer unchecked(DeclaredLayer layer) {
    return new CheckedLayer(layer, List.of(), false);
  }
}
