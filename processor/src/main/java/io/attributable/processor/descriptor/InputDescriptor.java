package io.attributable.processor.descriptor;

import io.attributable.processor.binding.ModelTensor;

/**
 * An input of the generated explainer.
 *
 * @param tensor the signature's input
 * @param method the method that takes it
 * @param stage the simple name of the type that has the method
 * @param type the Java type of its elements
 */
public record InputDescriptor(ModelTensor tensor, String method, String stage, InputType type) {

  /** Whether it has to be given. */
  boolean isRequired() {
    return tensor.byDefault().isEmpty();
  }
}
