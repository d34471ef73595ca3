package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** Runs the forward pass of a plan at points, and reads tensors on the Java heap. */
final class PointOutputs {
  private final RunnablePlan plan;
  private final PlannedPoints planned;
  private final Feeds feeds;
  private final BaselineTensors baselines;
  private final long examples;

  PointOutputs(RunnablePlan plan, PlannedPoints planned, Feeds feeds, BaselineTensors baselines) {
    this.plan = plan;
    this.planned = planned;
    this.feeds = feeds;
    this.baselines = baselines;
    this.examples = baselines.examples();
  }

  /** Tensors at points, by their names in the plan. */
  Map<String, AttributedTensor> at(PointSet points, List<TensorRef> tensors) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    baselines.feed(runner);
    try (PointTensors fed = new PointTensors(plan, planned, points, examples)) {
      fed.feed(runner);
      tensors.forEach(tensor -> runner.fetch(plan.output(tensor)));
      try (Result result = runner.run()) {
        Map<String, AttributedTensor> values = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
          String name = tensors.get(i).toString();
          values.put(name, new ResultArrays().copy(name, result.get(i)));
        }
        return values;
      }
    }
  }

  /** One tensor at points. */
  AttributedTensor at(PointSet points, TensorRef tensor) {
    return at(points, List.of(tensor)).get(tensor.toString());
  }
}
