package io.attributable;

/**
 * The values of a layer's tensors: captum's {@code LayerActivation}. Nothing is differentiated, so
 * the method has neither target nor output, and works for layers without a gradient. The
 * attribution has the shape and the type of the tensor. Immutable, safe for any number of threads.
 */
public record Activation() implements AttributionMethod {

  @Override
  public String name() {
    return "activation";
  }
}
