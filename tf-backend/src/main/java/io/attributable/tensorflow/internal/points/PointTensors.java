package io.attributable.tensorflow.internal.points;

import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Points of one run in native memory, until closed. */
final class PointTensors implements AutoCloseable {
  private final RunnablePlan plan;
  private final PlannedPoints planned;
  private final Map<TensorRef, Tensor> fed;

  /**
   * Makes them.
   *
   * @param noise what noise there is, where points have samples
   * @param examples how many there are
   */
  PointTensors(
      RunnablePlan plan, PlannedPoints planned, PointSet points, PointNoise noise, long examples) {
    this.plan = plan;
    this.planned = planned;
    this.fed = noise.tensors(points.samples());
    fed.put(planned.feeds().alphas(), TFloat64.vectorOf(points.alphas()));
    fed.put(planned.feeds().weights(), TFloat64.vectorOf(points.weights()));
    fed.put(planned.feeds().scale(), TFloat64.scalarOf(points.scale()));
    fed.put(planned.feeds().rows(), rows(points, examples));
  }

  /** By point where points have baselines of their own, else by example. */
  private static TInt64 rows(PointSet points, long examples) {
    long[] rows = points.rows().orElseGet(() -> LongStream.range(0, examples).toArray());
    Shape shape = points.rows().isPresent() ? Shape.of(rows.length, 1) : Shape.of(1, rows.length);
    return TInt64.tensorOf(shape, DataBuffers.of(rows, true, false));
  }

  /** Which row of the baselines belongs to which point and example. */
  Tensor rows() {
    return Objects.requireNonNull(fed.get(planned.feeds().rows()));
  }

  void feed(Session.Runner runner) {
    fed.forEach(
        (tensor, value) -> {
          if (plan.holds(tensor)) {
            runner.feed(plan.output(tensor), value);
          }
        });
  }

  @Override
  public void close() {
    fed.values().forEach(Tensor::close);
  }
}
