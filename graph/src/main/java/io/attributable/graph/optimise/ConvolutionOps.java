package io.attributable.graph.optimise;

import java.util.Optional;

/** The ops that take the gradient of a convolution back to its image, and the convolutions. */
enum ConvolutionOps {
  FLAT("Conv2DBackpropInput", "Conv2D"),
  DEPTHWISE("DepthwiseConv2dNativeBackpropInput", "DepthwiseConv2dNative"),
  DEEP("Conv3DBackpropInputV2", "Conv3D");

  private final String backward;
  private final String forward;

  ConvolutionOps(String backward, String forward) {
    this.backward = backward;
    this.forward = forward;
  }

  static Optional<ConvolutionOps> of(String op) {
    for (ConvolutionOps family : values()) {
      if (family.backward.equals(op)) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  String forward() {
    return forward;
  }

  /** Whether the convolution takes explicit paddings. */
  boolean hasExplicitPaddings() {
    return this == FLAT;
  }
}
