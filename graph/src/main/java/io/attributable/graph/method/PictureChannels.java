package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;

/** Where the channels of pictures are, for methods that look at pixels outside of the graph. */
public final class PictureChannels {
  private PictureChannels() {}

  /**
   * Refuses pictures whose channels are elsewhere than a method's parameter {@code channel-axis}
   * says, as far as ops tell.
   *
   * @param tensor of four dimensions
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static void check(String method, int axis, FlatGraph graph, TensorInfo tensor) {
    new ChannelAxis(method, axis).checkStated(graph, tensor);
  }
}
