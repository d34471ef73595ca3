package io.attributable.tensorflow.internal.verify;

import io.attributable.Target;
import io.attributable.graph.method.Quantity;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.SignaturePlans;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * A second instance of a model, to be run with other values instead of layers' tensors. Owns native
 * memory.
 */
public final class PerturbableModel implements AutoCloseable {
  private final SessionGraph session;
  private final PerturbationPoints points;
  private final RunnablePlan plan;
  private final Feeds feeds;

  private PerturbableModel(
      SessionGraph session, PerturbationPoints points, RunnablePlan plan, Feeds feeds) {
    this.session = session;
    this.points = points;
    this.plan = plan;
    this.feeds = feeds;
  }

  /** Loads what a request runs on. */
  public static PerturbableModel of(LoadedModel model, PreparedRequest request) {
    SignaturePlans.Written written = request.asWritten();
    SessionGraph session = model.sessionAsWritten();
    try {
      PerturbationPoints points = PerturbationPoints.of(written.plan());
      RunnablePlan runnable =
          new RunnablePlan(points.plan(), points.points().values(), written.weights(), session);
      return new PerturbableModel(
          session,
          points,
          runnable,
          Feeds.of(model.name(), request.signature().graph(), runnable, request.request()));
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** The explained output. */
  TensorRef output() {
    return plan.plan().output().orElseThrow().tensor();
  }

  /** The gradient of a layer's tensor, where the plan has it. */
  TensorRef gradient(TensorRef layer) {
    return plan.plan().tensor(layer).result(Quantity.GRADIENT);
  }

  /** The output's values where a layer's tensor has other values. */
  double[] run(TensorRef layer, Tensor values) {
    Session.Runner runner = session.session().runner();
    feeds.feedInputs(runner);
    runner.feed(plan.output(points.of(layer)), values).fetch(plan.output(output()));
    try (Result result = session.run(runner, RunMeter.NONE)) {
      return FloatingPointValues.of(result.get(0));
    }
  }

  /** Fixes what is explained, which must have been checked. */
  void explain(Target target) {
    feeds.setTargets(TargetList.one(target), 0, 1);
  }

  /**
   * The output's values, and a layer's gradient.
   *
   * @param gradient where the plan has it
   */
  Evaluation evaluate(TensorRef layer, TensorRef gradient, Tensor values) {
    Session.Runner runner = session.session().runner();
    feeds.feedAll(runner);
    runner
        .feed(plan.output(points.of(layer)), values)
        .fetch(plan.output(output()))
        .fetch(plan.output(gradient));
    try (Result result = session.run(runner, RunMeter.NONE)) {
      return new Evaluation(
          FloatingPointValues.of(result.get(0)), FloatingPointValues.of(result.get(1)));
    }
  }

  @Override
  public void close() {
    feeds.close();
    session.close();
  }
}
