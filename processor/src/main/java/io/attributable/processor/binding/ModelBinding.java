package io.attributable.processor.binding;

import io.attributable.processor.declaration.ModelDeclaration;
import java.util.List;

/**
 * A declaration and what its model has for it.
 *
 * @param declaration what the developer wrote
 * @param inputs the signature's inputs, sorted by name
 * @param outputs the signature's outputs, sorted by name
 * @param layers the declared layers, in the declaration's order
 * @param graph the signature's graph
 */
public record ModelBinding(
    ModelDeclaration declaration,
    List<ModelTensor> inputs,
    List<ModelTensor> outputs,
    List<LayerBinding> layers,
    BoundGraph graph) {

  /** Copies the lists. */
  public ModelBinding {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }
}
