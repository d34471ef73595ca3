package io.attributable.graph.method;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which dimensions of a layer's tensor, or of its gradient, hold its channels, and which its
 * positions, such as height and width: all others behind the example. Constants where the rank is
 * known, else computed.
 */
final class PositionAxes {
  private final TensorRef channel;
  private final TensorRef positions;

  /**
   * Writes what has to be computed.
   *
   * @param of the tensor, behind {@code stacked} dimensions more
   * @param tensor the shape of the layer's tensor
   * @param channels in the layer's tensor
   */
  private PositionAxes(
      NodeWriter writer, TensorRef of, Shape tensor, int stacked, ChannelAxis channels) {
    int first = stacked + 1;
    int counted = channels.axis() < 0 ? channels.axis() : channels.axis() + stacked;
    if (tensor.isUnknown()) {
      ArrayWriter arrays = new ArrayWriter(writer);
      TensorRef rank = arrays.rank(of);
      this.channel =
          counted < 0 ? writer.binary("AddV2", rank, writer.ints(counted)) : writer.ints(counted);
      this.positions = arrays.setDifference(arrays.range(writer.scalar(first), rank), channel);
    } else {
      int rank = tensor.numDimensions() + stacked;
      int axis = counted < 0 ? rank + counted : counted;
      this.channel = writer.ints(axis);
      this.positions =
          writer.ints(IntStream.range(first, rank).filter(other -> other != axis).toArray());
    }
  }

  /** Those of the gradient, and of all that is shaped like it. */
  static PositionAxes ofGradient(NodeWriter writer, LayerValues values, ChannelAxis channels) {
    return new PositionAxes(
        writer, values.differentiated(), values.tensor().shape(), values.stacked(), channels);
  }

  /** Those of the activation. */
  static PositionAxes ofActivation(NodeWriter writer, LayerValues values, ChannelAxis channels) {
    return new PositionAxes(writer, values.activation(), values.tensor().shape(), 0, channels);
  }

  /** A vector of one number, 32-bit. */
  TensorRef channel() {
    return channel;
  }

  /** A vector, 32-bit; empty where an example is one vector of channels. */
  TensorRef positions() {
    return positions;
  }
}
