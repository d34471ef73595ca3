package io.attributable.tensorflow.internal.points;

import io.attributable.graph.plan.PlannedPoints;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.BaselineKey;
import io.attributable.tensorflow.internal.session.BaselineResults;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

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

  /** What the plan computes of the baselines of some points, to be closed when they were run. */
  AtBaselines atBaselines(PointTensors points) {
    return new AtBaselines(
        plan()
            .baselines()
            .map(results -> results.use(key(points), () -> baselinePass(results, points))));
  }

  /** Feeds a run its points and their baselines. */
  void feed(Session.Runner runner, PointTensors points, AtBaselines made) {
    feedPoints(runner, points);
    made.results()
        .ifPresent(
            results -> {
              executor.meter().holds(results.bytes());
              results.feed(runner);
            });
  }

  private void feedPoints(Session.Runner runner, PointTensors points) {
    baselines.feed(runner);
    points.feed(runner);
  }

  private Optional<BaselineKey> key(PointTensors points) {
    List<Shape> shapes = executor.feeds().inputs().stream().map(Tensor::shape).toList();
    return baselines
        .hash()
        .flatMap(
            hash ->
                BaselineKey.hash(List.of(points.rows()))
                    .map(rows -> new BaselineKey(shapes, hash, rows)));
  }

  /** Not metered: it takes less than the rest, which has what it gives beside its own. */
  private Result baselinePass(BaselineResults results, PointTensors points) {
    Session.Runner runner = plan().runner();
    executor.feeds().feedInputs(runner);
    feedPoints(runner, points);
    results.fetch(runner);
    return plan().run(runner);
  }

  /** Empty where each run computes it. */
  record AtBaselines(Optional<BaselineResults.Use> results) implements AutoCloseable {
    @Override
    public void close() {
      results.ifPresent(BaselineResults.Use::close);
    }
  }
}
