package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The gradient of a convolution by constant weights with respect to its image, which is not dilated
 * and has no groups.
 *
 * @param node its inputs are the image's sizes, the filter, and the gradient of the result
 * @param image the image's static shape, as far as known
 */
record ConvolutionInputGradient(
    FlatNode node, ConvolutionOps family, ConstantArray filter, Shape image) {

  /** Empty for other nodes, and where shapes are not known. */
  static Optional<ConvolutionInputGradient> of(PlanNodes nodes, FlatNode node) {
    Optional<ConvolutionOps> family = ConvolutionOps.of(node.op());
    if (family.isEmpty() || !Types.isFloat(node.outputs().get(0).type())) {
      return Optional.empty();
    }
    Shape image = node.outputs().get(0).shape();
    return ConstantArray.of(nodes.source(node.inputs().get(1)))
        .map(filter -> new ConvolutionInputGradient(node, family.get(), filter, image))
        .filter(ConvolutionInputGradient::isPlain);
  }

  private boolean isPlain() {
    int rank = filter.shape().numDimensions();
    if (image.isUnknown() || image.numDimensions() != rank) {
      return false;
    }
    boolean dilated =
        node.attribute("dilations").getList().getIList().stream().anyMatch(step -> step != 1);
    boolean single = family != ConvolutionOps.DEPTHWISE || filter.shape().get(rank - 1) == 1;
    return !dilated && single && image.get(channelAxis()) == filter.shape().get(rank - 2);
  }

  TensorRef gradient() {
    return node.inputs().get(2);
  }

  DataType type() {
    return filter.type();
  }

  /** How many spatial axes there are. */
  int dimensions() {
    return filter.shape().numDimensions() - 2;
  }

  boolean channelsFirst() {
    return node.attribute("data_format").getS().toStringUtf8().startsWith("NC");
  }

  /** Which axis of images holds the channels. */
  int channelAxis() {
    return channelsFirst() ? 1 : dimensions() + 1;
  }

  /** Which axis of images is a spatial one. */
  int axis(int dimension) {
    return channelsFirst() ? 2 + dimension : 1 + dimension;
  }

  long stride(int dimension) {
    return node.attribute("strides").getList().getI(axis(dimension));
  }

  boolean isStrided() {
    return IntStream.range(0, dimensions()).anyMatch(dimension -> stride(dimension) != 1);
  }

  /** Whether the filter has spatial size 1. */
  boolean isPointwise() {
    return IntStream.range(0, dimensions())
        .allMatch(dimension -> filter.shape().get(dimension) == 1);
  }

  String padding() {
    return node.attribute("padding").getS().toStringUtf8();
  }

  /** How many channels the gradient has. */
  long resultChannels() {
    int rank = filter.shape().numDimensions();
    return filter.shape().get(family == ConvolutionOps.DEPTHWISE ? rank - 2 : rank - 1);
  }

  /**
   * The paddings of the gradient with which a convolution gives the image's gradient: before and
   * after, for all axes of an image; empty if one would be negative. For stride 1: a padding p
   * becomes k - p - 1 (Dumoulin and Visin (2016), A guide to convolution arithmetic for deep
   * learning, arXiv:1603.07285, section 4.4).
   */
  Optional<List<Long>> paddingsBack() {
    List<Long> paddings = new ArrayList<>();
    for (int axis = 0; axis < dimensions() + 2; axis++) {
      int dimension = axis - axis(0);
      boolean spatial = dimension >= 0 && dimension < dimensions();
      paddings.add(spatial ? paddingBack(dimension, false) : 0L);
      paddings.add(spatial ? paddingBack(dimension, true) : 0L);
    }
    return paddings.stream().allMatch(size -> size >= 0) ? Optional.of(paddings) : Optional.empty();
  }

  private long paddingBack(int dimension, boolean after) {
    long reach = filter.shape().get(dimension) - 1;
    long forward =
        switch (padding()) {
          case "SAME" -> after ? (reach + 1) / 2 : reach / 2;
          case "VALID" -> 0;
          default ->
              node.attribute("explicit_paddings")
                  .getList()
                  .getI(2 * axis(dimension) + (after ? 1 : 0));
        };
    return reach - forward;
  }

  /** Whether these paddings are what TensorFlow itself chooses to keep an image's size. */
  boolean keepsSize(List<Long> paddings) {
    return IntStream.range(0, dimensions())
        .allMatch(
            dimension -> {
              long reach = filter.shape().get(dimension) - 1;
              return paddings.get(2 * axis(dimension)) == reach / 2
                  && paddings.get(2 * axis(dimension) + 1) == (reach + 1) / 2;
            });
  }
}
