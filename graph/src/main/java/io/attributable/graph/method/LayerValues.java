package io.attributable.graph.method;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a method composes its results of: one tensor of a layer, and its gradient.
 *
 * @param tensor the layer's tensor
 * @param gradient shaped like the tensor, behind {@code stacked} dimensions more; null where
 *     nothing is differentiated
 * @param stacked how many dimensions stand before the example: 1 where there is a gradient for each
 *     of several targets, else 0
 * @param points for methods that evaluate the model at points, else null
 * @param beside the same of the layer that a parameter of the method names, if there is one
 */
public record LayerValues(
    TensorInfo tensor,
    @Nullable TensorRef gradient,
    int stacked,
    @Nullable PointValues points,
    @Nullable LayerValues beside) {

  /** The activation. */
  public TensorRef activation() {
    return tensor.tensor();
  }

  /** The gradient, for methods that differentiate. */
  public TensorRef differentiated() {
    return Objects.requireNonNull(gradient, "the method differentiates nothing");
  }

  /** What there is of the layer that a parameter names. */
  public LayerValues ofNamed() {
    return Objects.requireNonNull(beside, "the method names no layer");
  }

  /** What there is for methods that evaluate the model at points. */
  public PointValues atPoints() {
    return Objects.requireNonNull(points, "the method has no points");
  }
}
