package io.attributable.processor.descriptor;

import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.tensor.Dtype;

/**
 * An input of the generated explainer.
 *
 * @param tensor the signature's input
 * @param method the method that takes it
 * @param stage the simple name of the type that has the method
 * @param dtype decides its Java type
 */
public record InputDescriptor(ModelTensor tensor, String method, String stage, Dtype dtype) {

  /** Whether it is given as one value, not as an array. */
  public boolean isScalar() {
    return tensor.isScalar() && !dtype.isComplex();
  }

  /** Whether it is a string, or holds one string for each example. */
  public boolean isOneString() {
    return dtype == Dtype.STRING && tensor.isOneEach();
  }

  /** Whether it has to be given. */
  boolean isRequired() {
    return tensor.byDefault().isEmpty();
  }
}
