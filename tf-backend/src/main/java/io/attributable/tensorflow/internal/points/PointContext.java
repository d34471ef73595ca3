package io.attributable.tensorflow.internal.points;

import io.attributable.graph.plan.PlannedPoints;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.RunnablePlan;

/**
 * What all runs of a request have in common.
 *
 * @param planned how the plan is run
 * @param parts of the points that may be evaluated at the same time
 */
record PointContext(
    PreparedRequest request,
    PlanExecutor executor,
    PlannedPoints planned,
    BaselineTensors baselines,
    PointNoise noise,
    PointParts parts) {

  RunnablePlan plan() {
    return executor.plan();
  }

  long examples() {
    return baselines.examples();
  }

  /** Points in native memory, to be closed. */
  PointTensors tensors(PointSet points) {
    return new PointTensors(plan(), planned, points, noise, examples());
  }
}
