package io.attributable.graph.method;

import io.attributable.GradCam;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * Grad-CAM. With activation A and channel k, the weight of the channel is the mean of its gradient
 * over all positions, and the map is the sum over k of weight times A, in the paper behind a ReLU:
 * R. Selvaraju et al., "Grad-CAM", ICCV 2017 (arXiv:1610.02391), equations 1 and 2. ReLU is off
 * unless asked for, as in captum's {@code LayerGradCam} ({@code relu_attributions}).
 */
record GradCamPlan(GradCam method) implements ClassActivationPlan {

  @Override
  public boolean sum() {
    return method.sum();
  }

  @Override
  public TensorRef weights(NodeWriter writer, LayerValues values, PositionAxes axes) {
    return writer.mean(values.differentiated(), axes.positions(), true);
  }
}
