package io.attributable.graph.method;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.ArrayWriter;
import io.attributable.graph.write.NodeWriter;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which dimensions of a gradient hold its channels, and which its positions, such as height and
 * width: all others behind the example. Constants where the rank is known, else computed.
 */
final class PositionAxes {
  private final TensorRef channel;
  private final TensorRef positions;

  /**
   * Writes what has to be computed.
   *
   * @param channelAxis of the layer's tensor; negative ones count from the end
   */
  PositionAxes(NodeWriter writer, LayerValues values, int channelAxis) {
    int first = values.stacked() + 1;
    int counted = channelAxis < 0 ? channelAxis : channelAxis + values.stacked();
    Shape shape = values.tensor().shape();
    if (shape.isUnknown()) {
      ArrayWriter arrays = new ArrayWriter(writer);
      TensorRef rank = arrays.rank(values.differentiated());
      this.channel =
          channelAxis < 0
              ? writer.binary("AddV2", rank, writer.ints(channelAxis))
              : writer.ints(counted);
      this.positions = arrays.setDifference(arrays.range(writer.scalar(first), rank), channel);
    } else {
      int rank = shape.numDimensions() + values.stacked();
      int channels = counted < 0 ? rank + counted : counted;
      this.channel = writer.ints(channels);
      this.positions =
          writer.ints(IntStream.range(first, rank).filter(axis -> axis != channels).toArray());
    }
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
