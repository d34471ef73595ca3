package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.Types;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which dimension of a tensor holds its channels, as a method's parameter says.
 *
 * @param method the method's name, for messages
 * @param axis negative ones count from the end
 */
record ChannelAxis(String method, int axis) {

  /**
   * Refuses tensors without channels, and those that are written channels first unless the axis
   * says so: a sum over the wrong axis would look right.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  void check(FlatGraph graph, TensorInfo tensor) {
    require(tensor.name(), tensor.shape());
    Optional<FlatNode> first =
        axis == -1 ? ChannelsFirst.around(graph, tensor.tensor()) : Optional.empty();
    if (first.isPresent()) {
      throw refused(
          tensor.name(),
          tensor.shape(),
          "op %s of node \"%s\" has its channels in dimension 1"
              .formatted(first.get().op(), first.get().scopedName()),
          "Set its parameter channel-axis to 1.");
    }
  }

  /**
   * The same for tensors whose positions are laid over each other: what is written channels last
   * where the axis says first is refused, too, and what ops say behind a transposition counts.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  void checkStated(FlatGraph graph, TensorInfo tensor) {
    check(graph, tensor);
    int rank = tensor.shape().numDimensions();
    StatedChannels.of(graph, tensor.tensor())
        .filter(stated -> stated.dimension() != of(rank))
        .ifPresent(
            stated -> {
              throw refused(
                  tensor.name(),
                  tensor.shape(),
                  "op %s of node \"%s\" has its channels in what is dimension %d here, and parameter"
                          .formatted(
                              stated.node().op(), stated.node().scopedName(), stated.dimension())
                      + " channel-axis is "
                      + axis,
                  "Set it to where the channels are; what is explained and a layer whose map is"
                      + " laid over it need them in the same dimension, as behind a"
                      + " transposition.");
            });
  }

  /**
   * Refuses shapes that do not have it.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  void require(String name, Shape tensor) {
    if (tensor.isUnknown()) {
      return;
    }
    if (tensor.numDimensions() < 2) {
      throw refused(
          name,
          tensor,
          "there is no dimension for channels behind the example",
          "Explain a layer with channels, or use another method.");
    }
    int channels = of(tensor.numDimensions());
    if (channels < 1 || channels >= tensor.numDimensions()) {
      throw refused(
          name,
          tensor,
          "parameter channel-axis is " + axis,
          "Set it to one of 1 to " + (tensor.numDimensions() - 1) + ".");
    }
  }

  /**
   * A shape without it.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  Shape without(String name, Shape tensor) {
    require(name, tensor);
    if (tensor.isUnknown()) {
      return tensor;
    }
    int channels = of(tensor.numDimensions());
    long[] sizes = tensor.asArray();
    return Shape.of(
        IntStream.range(0, sizes.length)
            .filter(dimension -> dimension != channels)
            .mapToLong(dimension -> sizes[dimension])
            .toArray());
  }

  private int of(int rank) {
    return axis < 0 ? rank + axis : axis;
  }

  private AttributionException refused(String name, Shape shape, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        method,
        "tensor \"" + name + "\" of shape " + Types.text(shape),
        reason,
        remedy);
  }
}
