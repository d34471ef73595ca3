package io.attributable.graph.method;

import io.attributable.ClassActivationMap;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * A class activation map: a layer's tensor times weights that are made of its gradient, summed over
 * the channels, in the papers behind a ReLU.
 */
interface ClassActivationPlan extends SingleResultPlan {

  /** The method. */
  ClassActivationMap method();

  @Override
  default Quantity quantity() {
    return new Quantity(method().name());
  }

  /** Where the channels are. */
  default ChannelAxis channels() {
    return new ChannelAxis(method().name(), method().channelAxis());
  }

  /** Whether the channels are summed up. */
  default boolean sum() {
    return true;
  }

  /**
   * The weights of the tensor's elements.
   *
   * @param axes those of the gradient
   * @return broadcast against the tensor; of several targets along a dimension in front
   */
  TensorRef weights(NodeWriter writer, LayerValues values, PositionAxes axes);

  @Override
  default boolean differentiates() {
    return true;
  }

  @Override
  default boolean needsShape() {
    return true;
  }

  @Override
  default void check(FlatGraph graph, TensorInfo tensor) {
    channels().check(graph, tensor);
  }

  @Override
  default Shape shape(String name, Shape tensor) {
    if (sum()) {
      return channels().without(name, tensor);
    }
    channels().require(name, tensor);
    return tensor;
  }

  @Override
  default Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values) {
    return Map.of(quantity(), map(writer, values));
  }

  /** Writes the map. */
  default TensorRef map(NodeWriter writer, LayerValues values) {
    PositionAxes axes = PositionAxes.ofGradient(writer, values, channels());
    TensorRef weighted = writer.mul(weights(writer, values, axes), values.activation());
    TensorRef map = sum() ? writer.sum(weighted, axes.channel(), false) : weighted;
    return method().relu() ? writer.unary("Relu", map) : map;
  }
}
