package io.attributable;

/**
 * The gradient of the target, of which each ReLU hands back only what is positive, whether it was
 * open or not: captum's {@code Deconvolution}, of inputs and of layers. The backward pass of a
 * convolutional network is then its deconvnet.
 *
 * <p>At a ReLU, of the gradient g of its output relu(g) goes back. What a ReLU is, and where the
 * method does not apply, is as with {@link GuidedBackpropagation}.
 *
 * <p>Source: M. Zeiler, R. Fergus, "Visualizing and understanding convolutional networks", ECCV
 * 2014 (arXiv:1311.2901), section 2.1.
 */
public record Deconvolution() implements AttributionMethod {

  @Override
  public String name() {
    return "deconvolution";
  }
}
