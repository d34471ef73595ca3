package io.attributable.graph.tape.rules.conv;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The geometry of a two-dimensional convolution: of height (dimension 0) and width (dimension 1).
 *
 * <p>Source: {@code tensorflow/core/framework/kernel_shape_util.h}, {@code GetWindowedOutputSize}:
 * with {@code SAME}, the odd element of padding is at the end.
 *
 * @param node the convolution
 * @param image the image's static shape, with a static number of channels
 * @param filter the filter's static shape, without unknown dimensions
 */
record ConvolutionShape(FlatNode node, Shape image, Shape filter) {

  /** Which axis of the image is height or width. */
  int axis(int dimension) {
    return channelsFirst() ? 2 + dimension : 1 + dimension;
  }

  /** Which axis of the image holds the channels. */
  int channels() {
    return channelsFirst() ? 1 : 3;
  }

  private boolean channelsFirst() {
    return OptionalAttributes.text(node, "data_format").equals("NCHW");
  }

  /** The number of groups of channels, which are convolved independently. */
  int groups() {
    return Math.toIntExact(image.get(channels()) / filter.get(2));
  }

  int dilation(int dimension) {
    List<Long> dilations = OptionalAttributes.numbers(node, "dilations");
    return dilations.isEmpty() ? 1 : Math.toIntExact(dilations.get(axis(dimension)));
  }

  boolean isDilated() {
    return dilation(0) > 1 || dilation(1) > 1;
  }

  boolean isStrided() {
    List<Long> strides = OptionalAttributes.numbers(node, "strides");
    return strides.get(axis(0)) > 1 || strides.get(axis(1)) > 1;
  }

  /** The effective size of the dilated filter: (size - 1) dilation + 1. */
  int reach(int dimension) {
    return Math.toIntExact((filter.get(dimension) - 1) * dilation(dimension) + 1);
  }

  /** The padding before or after the image, of a convolution with stride 1. */
  int padding(int dimension, boolean after) {
    return switch (OptionalAttributes.text(node, "padding")) {
      case "SAME" -> after ? reach(dimension) / 2 : (reach(dimension) - 1) / 2;
      case "VALID" -> 0;
      default ->
          Math.toIntExact(
              OptionalAttributes.numbers(node, "explicit_paddings")
                  .get(2 * axis(dimension) + (after ? 1 : 0)));
    };
  }
}
