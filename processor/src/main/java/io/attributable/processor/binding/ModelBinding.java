package io.attributable.processor.binding;

import io.attributable.graph.declared.CheckedModel;
import io.attributable.graph.declared.ModelTensor;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.List;

/**
 * A declaration and what its model has for it.
 *
 * @param declaration what the developer wrote
 * @param checked the same without positions, and what the model has for it
 * @param layers the declared layers, in the declaration's order
 */
public record ModelBinding(
    ModelDeclaration declaration, CheckedModel checked, List<LayerBinding> layers) {

  /** Copies the list. */
  public ModelBinding {
    layers = List.copyOf(layers);
  }

  /** The signature's inputs, sorted by name. */
  public List<ModelTensor> inputs() {
    return checked.inputs();
  }

  /** The signature's outputs, sorted by name. */
  public List<ModelTensor> outputs() {
    return checked.outputs();
  }
}
