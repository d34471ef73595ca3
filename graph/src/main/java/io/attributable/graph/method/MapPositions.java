package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.ArrayWriter;
import org.tensorflow.ndarray.Shape;

/**
 * Which dimensions of a tensor the positions of another one's map are laid along.
 *
 * @param method for messages
 * @param count how many there are
 * @param channels the dimension of the tensor that has channels; the number of its dimensions if
 *     none has
 */
record MapPositions(String method, int count, int channels) {
  private static final int MOST = 3;

  /**
   * Those of a tensor.
   *
   * @param map the tensor whose map it is, with channels
   * @throws AttributionException METHOD_NOT_APPLICABLE where they do not fit
   */
  static MapPositions of(String method, TensorInfo map, TensorInfo tensor, ChannelAxis axes) {
    requireRank(method, map);
    requireRank(method, tensor);
    int count = map.shape().numDimensions() - 2;
    if (count < 1 || count > MOST) {
      throw refused(
          method,
          map,
          "it has %d dimensions for positions beside examples and channels".formatted(count),
          "Set its parameter layer to one with 1 to %d, such as a convolution.".formatted(MOST));
    }
    axes.require(map.name(), map.shape());
    int rank = tensor.shape().numDimensions();
    if (rank != count + 1 && rank != count + 2) {
      throw refused(
          method,
          tensor,
          "the map of tensor \"%s\" of shape %s has %d dimensions for positions"
              .formatted(map.name(), map.shapeText(), count),
          "Explain an input or a layer with as many.");
    }
    boolean channels = hasChannels(tensor, map);
    return new MapPositions(method, count, channels ? Math.floorMod(axes.axis(), rank) : rank);
  }

  /** Whether a tensor has a dimension for channels, as the one has whose map it is. */
  static boolean hasChannels(TensorInfo tensor, TensorInfo map) {
    return tensor.shape().numDimensions() == map.shape().numDimensions();
  }

  private static void requireRank(String method, TensorInfo tensor) {
    if (tensor.shape().isUnknown()) {
      throw refused(
          method,
          tensor,
          "how many dimensions it has is not known before it is computed",
          "Name a layer or an input whose shape inspect shows.");
    }
  }

  private static AttributionException refused(
      String method, TensorInfo tensor, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method,
        "tensor \"" + tensor.name() + "\" of shape " + Types.text(tensor.shape()),
        reason,
        remedy);
  }

  /**
   * A map in the size of a tensor, broadcast against the tensor's channels.
   *
   * @param map {@code [examples, positions …]}, behind {@code stacked} dimensions more
   */
  TensorRef lay(Interpolator interpolator, TensorRef map, TensorRef tensor, int stacked) {
    ArrayWriter arrays = new ArrayWriter(interpolator.writer());
    Shape shape = interpolator.writer().graph().shape(tensor);
    TensorRef laid = map;
    for (int i = 0; i < count; i++) {
      int dimension = i + 1 < channels ? i + 1 : i + 2;
      laid =
          interpolator.along(
              laid, stacked + 1 + i, stacked + 1 + count, tensor, dimension, shape.get(dimension));
    }
    return channels < shape.numDimensions() ? arrays.expand(laid, stacked + channels) : laid;
  }
}
