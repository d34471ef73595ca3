package io.attributable.tensorflow;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.tensorflow.verify.Probe;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** Runs a model with other numbers in place of a layer's tensor. */
final class LayerProbe implements Probe {
  private final ProbedModel model;
  private final TensorInfo layer;
  private final Shape shape;
  private final TargetNumbers target;

  /**
   * A probe of one tensor.
   *
   * @param shape as it was met
   */
  LayerProbe(ProbedModel model, TensorInfo layer, Shape shape, TargetNumbers target) {
    this.model = model;
    this.layer = layer;
    this.shape = shape;
    this.target = target;
  }

  @Override
  public double[] round(double[] values) {
    return Numbers.rounded(layer.type(), values);
  }

  @Override
  public double[] explained(double[] values) {
    if (model.output().equals(layer.tensor())) {
      return target.of(values);
    }
    try (Tensor tensor = Numbers.tensor(layer.type(), shape, values)) {
      return target.of(model.run(layer.tensor(), tensor));
    }
  }
}
