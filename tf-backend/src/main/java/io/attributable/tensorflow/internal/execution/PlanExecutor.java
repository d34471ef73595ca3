package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributionException;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlannedOutput;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/**
 * Runs a plan with the inputs of a request: feeds, session, outputs. Holds the inputs in native
 * memory until closed. Not thread-safe.
 */
public final class PlanExecutor implements AutoCloseable {
  private final PreparedRequest request;
  private final RunnablePlan plan;
  private final RunMeter meter;
  private final Feeds feeds;

  /**
   * Makes the inputs' tensors.
   *
   * @param plan of the request
   * @param meter looks at what runs take
   * @throws AttributionException INPUT_MISSING, INPUT_UNKNOWN, INPUT_DTYPE, INPUT_SHAPE
   */
  public PlanExecutor(PreparedRequest request, RunnablePlan plan, RunMeter meter) {
    this.request = request;
    this.plan = plan;
    this.meter = meter;
    this.feeds =
        Feeds.of(
            request.signature().graph().model(),
            request.signature().graph(),
            plan,
            request.request());
  }

  /** What is fed. */
  public Feeds feeds() {
    return feeds;
  }

  /** Looks at what runs take. */
  public RunMeter meter() {
    return meter;
  }

  /** The plan that is run. */
  public RunnablePlan plan() {
    return plan;
  }

  /**
   * The shape of the output: the static one if it suffices, else that of a run. A target of the
   * wrong rank would fail in TensorFlow, so an unknown rank is determined first.
   *
   * @param whole whether all but the number of examples has to be known
   */
  public Shape outputShape(boolean whole) {
    Shape known = request.requireOutput("targets").shape();
    boolean enough =
        !known.isUnknown()
            && (!whole || known.numDimensions() < 2 || !known.tail().hasUnknownDimension());
    return enough ? known : measuredShape();
  }

  private Shape measuredShape() {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    runner.fetch(plan.output(plan.plan().seed().orElseThrow().shape()));
    try (Result result = plan.run(runner)) {
      return PlanEvaluation.shape((TInt64) result.get(0));
    }
  }

  /**
   * Holds targets, method and reduction against what can be known before a run.
   *
   * @throws AttributionException about the target, METHOD_NOT_APPLICABLE, REDUCTION_SHAPE
   */
  public void check(TargetList targets) {
    if (plan.plan().seed().isPresent()) {
      targets.check(outputName(), outputShape(targets.needShape()));
    }
  }

  /**
   * Holds method and reduction against the shapes of this run.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE, REDUCTION_SHAPE
   */
  public void checkShapes() {
    RunShapes.of(request).check(plan, feeds);
  }

  private String outputName() {
    return request.output().map(OutputTensor::name).orElseThrow();
  }

  /**
   * Runs the plan for some of the targets, which must have been checked; the caller closes what
   * comes of it.
   *
   * @throws AttributionException about the target and the weights, which the run tells more about
   */
  public PlanEvaluation run(TargetList targets, int from, int to) {
    feeds.setTargets(targets, from, to);
    Session.Runner runner = plan.runner();
    feeds.feedAll(runner);
    Fetches fetches = fetches(runner);
    PlanEvaluation evaluation =
        new PlanEvaluation(request, plan.plan(), targets.kind(), fetches, plan.run(runner, meter));
    try {
      evaluation.outputShape().ifPresent(shape -> check(targets, shape));
      return evaluation;
    } catch (RuntimeException | Error e) {
      evaluation.close();
      throw e;
    }
  }

  /**
   * Holds targets, and weights of examples, against the output's shape in a run.
   *
   * @throws AttributionException about the target, WEIGHTS_SHAPE
   */
  public void check(TargetList targets, Shape shape) {
    targets.check(outputName(), shape);
    new TargetCheck(outputName(), targets.targets().get(0))
        .checkWeights(request.request().gradientWeights(), shape);
  }

  /** Fetches all results of the request. */
  public Fetches fetches(Session.Runner runner) {
    AttributionPlan planned = plan.plan();
    Fetches fetches = new Fetches(plan, runner);
    planned.seed().map(PlannedOutput.Seed::shape).ifPresent(fetches::add);
    for (PlannedTensor tensor : planned.results()) {
      TensorRef values = tensor.result(request.method().quantity());
      fetches.add(values);
      Optional.ofNullable(planned.positions().get(values)).ifPresent(fetches::add);
    }
    if (request.request().prediction()) {
      fetches.add(request.output().orElseThrow().tensor());
    }
    return fetches;
  }

  @Override
  public void close() {
    feeds.close();
  }
}
