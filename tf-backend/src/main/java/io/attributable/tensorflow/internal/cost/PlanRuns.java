package io.attributable.tensorflow.internal.cost;

import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.runtime.TracedRun;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.Optional;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;

/** Runs of a plan, each of which gives an attribution. */
final class PlanRuns implements BareRuns, AutoCloseable {
  private final PlanExecutor executor;

  PlanRuns(PreparedRequest request, RunnablePlan plan, TargetList target) {
    this.executor = new PlanExecutor(request, plan, RunMeter.NONE);
    try {
      executor.check(target);
      executor.feeds().setTargets(target, 0, 1);
    } catch (RuntimeException e) {
      executor.close();
      throw e;
    }
  }

  @Override
  public void forward() {
    RunnablePlan plan = executor.plan();
    Session.Runner runner = plan.runner();
    executor.feeds().feedInputs(runner);
    runner.fetch(plan.output(plan.plan().output().orElseThrow().tensor()));
    plan.run(runner).close();
  }

  @Override
  public void session() {
    executor.plan().run(attribution()).close();
  }

  /** Empty while another profiler is running. */
  Optional<RunMetadata> trace() {
    return TracedRun.run(attribution())
        .flatMap(
            result -> {
              try (result) {
                return result.getMetadata();
              }
            });
  }

  private Session.Runner attribution() {
    Session.Runner runner = executor.plan().runner();
    executor.feeds().feedAll(runner);
    executor.fetches(runner);
    return runner;
  }

  @Override
  public void close() {
    executor.close();
  }
}
