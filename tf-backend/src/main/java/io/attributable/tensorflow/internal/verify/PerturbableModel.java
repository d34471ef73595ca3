package io.attributable.tensorflow.internal.verify;

import io.attributable.AttributionRequest;
import io.attributable.Target;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/**
 * A model loaded once more to be run with other numbers in place of layers' tensors. Owns native
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

  /** Loads what a plan for a request runs on. */
  public static PerturbableModel of(
      LoadedModel model,
      FlatGraph graph,
      PreparedSignature.Written written,
      AttributionRequest request) {
    SessionGraph session = model.sessionAsWritten();
    try {
      PerturbationPoints points = PerturbationPoints.of(written.plan());
      RunnablePlan runnable =
          new RunnablePlan(points.plan(), points.points().values(), written.live(), session);
      return new PerturbableModel(
          session, points, runnable, Feeds.of(model.name(), graph, runnable, request));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The explained output. */
  TensorRef output() {
    return plan.plan().output().tensor();
  }

  /** The numbers of the output where a layer's tensor has other values. */
  double[] run(TensorRef layer, Tensor values) {
    Session.Runner runner = session.session().runner();
    feeds.feedInputs(runner);
    runner.feed(plan.output(points.of(layer)), values).fetch(plan.output(output()));
    try (Result result = runner.run()) {
      return FloatingPointValues.of(result.get(0));
    }
  }

  /** Fixes what is explained, which must have been checked. */
  void explain(Target target) {
    feeds.addTarget(target);
  }

  /**
   * The numbers of the output, and of a layer's gradient.
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
    try (Result result = runner.run()) {
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
