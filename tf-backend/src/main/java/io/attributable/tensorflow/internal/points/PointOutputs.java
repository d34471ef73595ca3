package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.List;
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

  PointOutputs(
      RunnablePlan plan,
      PlannedPoints planned,
      Feeds feeds,
      BaselineTensors baselines,
      PointNoise noise) {
    this.noise = noise;
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
      tensors.forEach(tensor -> runner.fetch(plan.output(tensor)));
      try (Result result = runner.run()) {
        List<AttributedTensor> values = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
          values.add(new ResultArrays().copy(tensors.get(i).toString(), result.get(i)));
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
