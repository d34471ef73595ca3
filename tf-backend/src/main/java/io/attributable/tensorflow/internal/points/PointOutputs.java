package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs the forward pass of a plan at points, and reads tensors on the Java heap. */
final class PointOutputs {
  private final RunnablePlan plan;
  private final PlannedPoints planned;
  private final Feeds feeds;
  private final BaselineTensors baselines;
  private final PointNoise noise;
  private final long examples;
  private final Set<TensorRef> fetched;

  /**
   * Of a plan.
   *
   * @param fetched all that may be asked for. It is always fetched together: TensorFlow prepares a
   *     graph anew for each set of fetches, with all its constants
   */
  PointOutputs(
      RunnablePlan plan,
      PlannedPoints planned,
      Feeds feeds,
      BaselineTensors baselines,
      PointNoise noise,
      Set<TensorRef> fetched) {
    this.noise = noise;
    this.fetched = fetched;
    this.plan = plan;
    this.planned = planned;
    this.feeds = feeds;
    this.baselines = baselines;
    this.examples = baselines.examples();
  }

  /** Tensors at points, in their order. */
  List<AttributedTensor> at(PointSet points, List<TensorRef> tensors) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    baselines.feed(runner);
    try (PointTensors fed = new PointTensors(plan, planned, points, noise, examples)) {
      fed.feed(runner);
      Fetches wanted = new Fetches(plan, runner);
      fetched.forEach(wanted::add);
      try (Result result = runner.run()) {
        List<AttributedTensor> values = new ArrayList<>();
        for (TensorRef tensor : tensors) {
          values.add(new ResultArrays().copy(tensor.toString(), wanted.of(tensor, result)));
        }
        return values;
      }
    }
  }

  /** One tensor at points. */
  AttributedTensor at(PointSet points, TensorRef tensor) {
    return at(points, List.of(tensor)).get(0);
  }
}
