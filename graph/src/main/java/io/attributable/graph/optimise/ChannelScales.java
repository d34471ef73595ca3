package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A tensor that is multiplied by constants per channel before it is convolved, and these constants.
 */
final class ChannelScales {
  private final TensorRef tensor;
  private final float @Nullable [] factors;

  private ChannelScales(TensorRef tensor, float @Nullable [] factors) {
    this.tensor = tensor;
    this.factors = factors;
  }

  /** Before it is multiplied. */
  TensorRef tensor() {
    return tensor;
  }

  /** One per channel, the products of all; null if there are none. */
  float @Nullable [] factors() {
    return factors;
  }

  /** Looks through all such products. */
  static ChannelScales before(PlanNodes nodes, ConvolutionInputGradient convolution) {
    ChannelScales found = new ChannelScales(convolution.gradient(), null);
    if (convolution.type() != DataType.DT_FLOAT) {
      return found;
    }
    while (true) {
      Optional<ChannelScales> more = found.behind(nodes, convolution);
      if (more.isEmpty()) {
        return found;
      }
      found = more.get();
    }
  }

  private Optional<ChannelScales> behind(PlanNodes nodes, ConvolutionInputGradient convolution) {
    FlatNode node = nodes.node(tensor);
    if (!node.op().equals("Mul") || nodes.isFed(node)) {
      return Optional.empty();
    }
    TensorRef a = node.inputs().get(0);
    TensorRef b = node.inputs().get(1);
    return times(nodes, convolution, a, b).or(() -> times(nodes, convolution, b, a));
  }

  private Optional<ChannelScales> times(
      PlanNodes nodes, ConvolutionInputGradient convolution, TensorRef image, TensorRef factor) {
    if (!hasChannels(nodes.tensor(image).shape(), convolution)) {
      return Optional.empty();
    }
    return ConstantArray.of(nodes.source(factor))
        .filter(constant -> constant.type() == DataType.DT_FLOAT)
        .filter(constant -> isPerChannel(constant.shape(), convolution))
        .map(constant -> new ChannelScales(image, times(constant.floats())));
  }

  private float[] times(float[] more) {
    if (factors == null) {
      return more;
    }
    for (int i = 0; i < more.length; i++) {
      more[i] *= factors[i];
    }
    return more;
  }

  /** Otherwise the product might be broadcast to an image by the factors. */
  private static boolean hasChannels(Shape shape, ConvolutionInputGradient convolution) {
    return !shape.isUnknown()
        && shape.numDimensions() == convolution.dimensions() + 2
        && shape.get(convolution.channelAxis()) == convolution.resultChannels();
  }

  private static boolean isPerChannel(Shape shape, ConvolutionInputGradient convolution) {
    int shift = convolution.dimensions() + 2 - shape.numDimensions();
    int axis = convolution.channelAxis() - shift;
    return shift >= 0
        && axis >= 0
        && shape.get(axis) == convolution.resultChannels()
        && shape.size() == convolution.resultChannels();
  }
}
