package io.attributable.tensorflow.internal.cost;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.Timings;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.runtime.TracedRun;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Session;
import org.tensorflow.proto.RunMetadata;

/** A request that is run again and again, to see what it costs. */
public final class CostRun {
  private static final int TRACES = 3;
  private static final int WARM_UPS = 2;

  private final LoadedModel model;
  private final AttributionRequest request;

  public CostRun(LoadedModel model, AttributionRequest request) {
    this.model = model;
    this.request = request;
  }

  public CostProfile run(int runs) {
    long start = System.nanoTime();
    RequestRunner runner = new RequestRunner(model);
    PreparedRequest prepared = runner.prepared(request);
    TargetList target = TargetList.one(request.target());
    if (prepared.examples().areEmpty()) {
      throw new AttributionException(ErrorCode.NOTHING_TO_MEASURE);
    }
    prepared.requireOutput("a comparison with the output alone");
    try (PlanLease lease = prepared.plan(target.kind(), model.batching().firstDevice())) {
      RunnablePlan plan = lease.suited(prepared.examples().most());
      try (Bare bare = new Bare(prepared, plan, target)) {
        double planMillis = since(start);
        return profile(planMillis, bare, times(prepared, lease.traceable(), target), runs);
      }
    }
  }

  private static OpTimes times(PreparedRequest request, RunnablePlan plan, TargetList target) {
    try (Bare bare = new Bare(request, plan, target)) {
      bare.session();
      OpTimes times = new OpTimes();
      for (int i = 0; i < TRACES; i++) {
        bare.trace().ifPresent(times::add);
      }
      return times;
    }
  }

  private CostProfile profile(double planMillis, Bare bare, OpTimes times, int runs) {
    double first = millis(bare::session);
    List<Double> forward = new ArrayList<>();
    List<Double> session = new ArrayList<>();
    List<Double> attribution = new ArrayList<>();
    for (int i = -WARM_UPS; i < runs; i++) {
      double[] round = {
        millis(bare::forward),
        millis(bare::session),
        millis(() -> new RequestRunner(model).attribute(request))
      };
      if (i >= 0) {
        forward.add(round[0]);
        session.add(round[1]);
        attribution.add(round[2]);
      }
    }
    return new CostProfile(
        planMillis,
        first,
        new Timings(forward),
        new Timings(session),
        new Timings(attribution),
        times.costs());
  }

  private static double millis(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return since(start);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** Runs of a plan with nothing of the library around them. */
  private static final class Bare implements AutoCloseable {
    private final PlanExecutor executor;

    Bare(PreparedRequest request, RunnablePlan plan, TargetList target) {
      this.executor = new PlanExecutor(request, plan, RunMeter.NONE);
      try {
        executor.check(target);
        executor.feeds().setTargets(target, 0, 1);
      } catch (RuntimeException | Error e) {
        executor.close();
        throw e;
      }
    }

    void forward() {
      RunnablePlan plan = executor.plan();
      Session.Runner runner = plan.runner();
      executor.feeds().feedInputs(runner);
      runner.fetch(plan.output(plan.plan().output().orElseThrow().tensor())).run().close();
    }

    void session() {
      attribution().run().close();
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
}
