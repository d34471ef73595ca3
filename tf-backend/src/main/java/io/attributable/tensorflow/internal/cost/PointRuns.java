package io.attributable.tensorflow.internal.cost;

import io.attributable.tensorflow.internal.run.EvaluationSlice;
import io.attributable.tensorflow.internal.run.RequestRunner;

/**
 * Runs of a method that evaluates the model at points. They are several for one attribution, so
 * that there is none to trace; what the library adds is the way from a request to them.
 *
 * @param gradients has the output alone
 * @param slice all examples
 */
record PointRuns(PlanRuns gradients, RequestRunner runner, EvaluationSlice slice)
    implements BareRuns {
  @Override
  public void forward() {
    gradients.forward();
  }

  @Override
  public void session() {
    runner.evaluate(slice);
  }
}
