package io.attributable.tensorflow.internal.verify;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** Runs a model with other values instead of a layer's tensor. */
final class LayerTensorFunction implements TensorFunction {
  private final PerturbableModel model;
  private final TensorInfo layer;
  private final Shape shape;
  private final TargetValues target;
  private final TensorRef gradient;

  /**
   * A probe of one tensor.
   *
   * @param shape as it was met
   * @param gradient where the plan has the tensor's gradient
   */
  LayerTensorFunction(
      PerturbableModel model,
      TensorInfo layer,
      TensorRef gradient,
      Shape shape,
      TargetValues target) {
    this.model = model;
    this.gradient = gradient;
    this.layer = layer;
    this.shape = shape;
    this.target = target;
  }

  @Override
  public double[] round(double[] values) {
    return FloatingPointValues.rounded(layer.type(), values);
  }

  @Override
  public double[] explained(double[] values) {
    if (model.output().equals(layer.tensor())) {
      return target.of(values);
    }
    try (Tensor tensor = FloatingPointValues.tensor(layer.type(), shape, values)) {
      return target.of(model.run(layer.tensor(), tensor));
    }
  }

  @Override
  public Evaluation evaluate(double[] values) {
    try (Tensor tensor = FloatingPointValues.tensor(layer.type(), shape, values)) {
      Evaluation found = model.evaluate(layer.tensor(), gradient, tensor);
      double[] explained = target.of(found.explained());
      return target.isStill(found.explained())
          ? new Evaluation(explained, found.gradient())
          : new Evaluation(unknown(explained.length), unknown(found.gradient().length));
    }
  }

  private static double[] unknown(int count) {
    double[] unknown = new double[count];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }
}
