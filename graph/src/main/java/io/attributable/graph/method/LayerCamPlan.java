package io.attributable.graph.method;

import io.attributable.LayerCam;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * LayerCAM: each element is weighted by its own positive gradient: P. Jiang et al., "LayerCAM",
 * IEEE Transactions on Image Processing 30, 2021 (doi:10.1109/TIP.2021.3089943).
 */
record LayerCamPlan(LayerCam method) implements ClassActivationPlan {

  @Override
  public TensorRef weights(NodeWriter writer, LayerValues values, PositionAxes axes) {
    return writer.unary("Relu", values.differentiated());
  }
}
