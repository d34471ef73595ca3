package io.attributable.tensorflow;

import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.verify.Probe;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** Runs a model with other numbers in place of a layer's tensor. */
final class LayerProbe implements Probe {
  private final VerificationSide side;
  private final TensorInfo layer;
  private final Shape shape;
  private final TargetNumbers target;

  /**
   * A probe of one tensor.
   *
   * @param shape as it was met
   */
  LayerProbe(VerificationSide side, TensorInfo layer, Shape shape, TargetNumbers target) {
    this.side = side;
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
    RunnablePlan plan = side.plan();
    TensorRef output = plan.plan().output().tensor();
    if (output.equals(layer.tensor())) {
      return target.of(values);
    }
    Output<?> fed = plan.output(layer.tensor());
    Session.Runner runner = side.session().runner();
    side.feeds().feedInputsBut(fed, runner);
    try (Tensor tensor = Numbers.tensor(layer.type(), shape, values)) {
      runner.feed(fed, tensor).fetch(plan.output(output));
      try (Result result = runner.run()) {
        return target.of(Numbers.of(result.get(0)));
      }
    }
  }
}
