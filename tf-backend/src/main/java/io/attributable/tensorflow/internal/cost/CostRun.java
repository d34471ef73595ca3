package io.attributable.tensorflow.internal.cost;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.graph.method.MethodPlan;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.Timings;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.run.EvaluationSchedule;
import io.attributable.tensorflow.internal.run.EvaluationSlice;
import io.attributable.tensorflow.internal.run.RequestRunner;
import io.attributable.tensorflow.internal.run.SuitedPlan;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.List;

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
      MethodPlan method = prepared.method().plan();
      if (method.points().isPresent() || method.perturbation().isPresent()) {
        return pointProfile(start, prepared, target, runs);
      }
      try (PartRuns bare = bare(prepared, target, lease)) {
        double planMillis = since(start);
        return profile(planMillis, bare, times(prepared, lease.traceable(), target), runs);
      }
    }
  }

  /** What an attribution runs at the same time: the batch, or its parts. */
  private PartRuns bare(PreparedRequest request, TargetList target, PlanLease lease) {
    List<PlanRuns> parts = new ArrayList<>();
    try {
      for (EvaluationSlice slice : EvaluationSchedule.of(model, request, target, lease).atOnce()) {
        RunnablePlan plan =
            slice.how().beside()
                ? lease.forParts()
                : SuitedPlan.of(slice.request(), slice.targets().count(), lease);
        parts.add(new PlanRuns(slice.request(), plan, slice.targets()));
      }
      return new PartRuns(parts, model.sessions().partThreads());
    } catch (RuntimeException | Error e) {
      parts.forEach(PlanRuns::close);
      throw e;
    }
  }

  private CostProfile pointProfile(
      long start, PreparedRequest prepared, TargetList target, int runs) {
    String device = model.batching().firstDevice();
    PreparedRequest once =
        prepared.method().plan().perturbation().isPresent()
            ? prepared.outputs()
            : prepared.gradients();
    try (PlanLease lease = once.plan(target.kind(), device);
        PlanRuns forward = new PlanRuns(once, SuitedPlan.of(once, 1, lease), target)) {
      PointRuns bare =
          new PointRuns(
              forward,
              new RequestRunner(model),
              new EvaluationSlice(prepared, target, new Execution(device, RunMeter.NONE)));
      return profile(since(start), bare, new OpTimes(), runs);
    }
  }

  private static OpTimes times(PreparedRequest request, RunnablePlan plan, TargetList target) {
    try (PlanRuns bare = new PlanRuns(request, plan, target)) {
      bare.session();
      OpTimes times = new OpTimes();
      for (int i = 0; i < TRACES; i++) {
        bare.trace().ifPresent(times::add);
      }
      return times;
    }
  }

  private CostProfile profile(double planMillis, BareRuns bare, OpTimes times, int runs) {
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
}
