package io.attributable.graph.method;

import io.attributable.GradCamPlusPlus;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;

/**
 * Grad-CAM++. With gradient g, and S the sum of a channel's activation over all positions, α = g² /
 * (2g² + S g³), or 0 where the denominator is 0, and the weight of the channel is the sum of α ·
 * relu(g) over all positions: A. Chattopadhyay et al., "Grad-CAM++", WACV 2018 (arXiv:1710.11063).
 *
 * <p>Written as relu(g) / (2 + S g), which is the same number: where g is 0 both are 0. The square
 * of a gradient below 1e-19 is 0 in 32 bits, and that of one below 2e-4 in 16.
 */
record GradCamPlusPlusPlan(GradCamPlusPlus method) implements ClassActivationPlan {

  @Override
  public TensorRef weights(NodeWriter writer, LayerValues values, PositionAxes axes) {
    TensorRef gradient = values.differentiated();
    TensorRef positions = PositionAxes.ofActivation(writer, values, channels()).positions();
    TensorRef total = writer.sum(values.activation(), positions, true);
    TensorRef denominator =
        writer.binary("AddV2", writer.mul(total, gradient), writer.scalarLike(gradient, 2));
    TensorRef each = writer.binary("DivNoNan", writer.unary("Relu", gradient), denominator);
    return writer.sum(each, axes.positions(), true);
  }
}
