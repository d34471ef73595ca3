package io.attributable.tensorflow.internal.run;

import io.attributable.Attributions;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.internal.batch.RowComparison;
import io.attributable.tensorflow.internal.execution.EmptyEvaluation;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.execution.PlanEvaluation;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.perturb.PerturbationRun;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.ProvenIndependence.Proof;
import io.attributable.tensorflow.internal.points.PointCount;
import io.attributable.tensorflow.internal.points.PointIndependence;
import io.attributable.tensorflow.internal.points.PointParts;
import io.attributable.tensorflow.internal.points.PointRun;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.observe.CallKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Evaluates a slice by a plan.
 *
 * @param lease the plan
 * @param budgets what a run may hold
 */
record SliceEvaluation(LoadedModel model, EvaluationSlice slice, PlanLease lease, Budgets budgets) {

  /**
   * Bytes of one run.
   *
   * @param targets of all its results
   * @param points of values and gradients of all its points
   */
  record Budgets(long targets, long points) {}

  /** By target, the results for the examples of the slice. */
  List<Attributions> results() {
    PointParts parts = parts();
    try (PlanExecutor executor = new PlanExecutor(request(), plan(parts), slice.how().meter())) {
      return results(executor, parts);
    }
  }

  private PreparedRequest request() {
    return slice.request();
  }

  private boolean hasPoints() {
    return lease.attribution().points().isPresent();
  }

  private RunnablePlan plan(PointParts parts) {
    if (slice.how().meter() != RunMeter.NONE) {
      return lease.traceable();
    }
    boolean single = slice.how().beside() || parts.count() > 1;
    if (single) {
      return lease.forParts();
    }
    return SuitedPlan.of(request(), slice.targets().count(), lease);
  }

  /** How many derivatives are computed at once. */
  private long work() {
    return request().examples().most() * slice.targets().count();
  }

  /** How the points of the slice are evaluated, if it has any. */
  private PointParts parts() {
    Optional<Proof> proof =
        hasPoints() || isPerturbed()
            ? examples().map(request()::proof).filter(Proof::holds)
            : Optional.empty();
    int count = proof.filter(found -> hasPoints() && hasCores()).map(this::parts).orElse(1);
    return new PointParts(proof.isPresent(), count, model.sessions().partThreads());
  }

  private int parts(Proof proof) {
    long points = work() * PointCount.of(request().request());
    boolean single = request().method().plan().points().orElseThrow().single();
    return single ? 1 : lease.parts(proof.multiplications(), points);
  }

  /** Whether nothing else of the request runs at the same time, or is looked at. */
  private boolean hasCores() {
    return slice.how().meter() == RunMeter.NONE && !slice.how().beside();
  }

  private Optional<Examples> examples() {
    return Examples.of(
        request().signature().graph().signature(), request().request(), slice.targets());
  }

  private List<Attributions> results(PlanExecutor executor, PointParts parts) {
    if (!hasPoints()) {
      executor.check(slice.targets());
    }
    // TensorFlow's own kernels stumble over batches without examples, so it is not asked.
    Optional<Evaluation> empty =
        request().examples().areEmpty() ? EmptyEvaluation.of(request()) : Optional.empty();
    if (empty.isPresent()) {
      return ResultAssembler.assemble(request(), empty.get(), slice.targets().count());
    }
    if (isPerturbed()) {
      return perturbed(executor, parts);
    }
    executor.checkShapes();
    return hasPoints() ? atPoints(executor, parts) : byTargets(executor);
  }

  private List<Attributions> atPoints(PlanExecutor executor, PointParts parts) {
    try (PointRun points = new PointRun(request(), executor, independence(), parts)) {
      return points.run(slice.targets(), rows());
    }
  }

  private boolean isPerturbed() {
    return lease.attribution().perturbation().isPresent();
  }

  private List<Attributions> perturbed(PlanExecutor executor, PointParts parts) {
    try (PerturbationRun run =
        new PerturbationRun(request(), executor, this::part, parts.independent())) {
      return run.run(slice.targets(), rows());
    }
  }

  /** What a slice of a method that perturbs will take. */
  CostEstimate estimate() {
    PointParts parts = parts();
    try (PlanExecutor executor = new PlanExecutor(request(), plan(parts), slice.how().meter());
        PerturbationRun run =
            new PerturbationRun(request(), executor, this::part, parts.independent())) {
      return run.estimate(rows());
    }
  }

  /** The state of a model that requests change is that of the request's begin in each run. */
  private <T> T part(Supplier<T> action) {
    return model.answer(CallKind.ATTRIBUTE, request().request(), action);
  }

  private PointIndependence independence() {
    return lease.finding(
        PointIndependence.class,
        () -> new PointIndependence(new RowComparison(model.batching().isMixed())));
  }

  /** How many rows are evaluated at once by methods that have several for each example. */
  private long rows() {
    long bytes = budgets.points() / slice.how().shares();
    return examples()
        .map(
            examples ->
                new BatchPartSizes(model.batching(), request(), lease, examples, 1).rows(bytes))
        .orElse(1L);
  }

  private List<Attributions> byTargets(PlanExecutor executor) {
    TargetList targets = slice.targets();
    TargetChunks chunks =
        new TargetChunks(executor.plan().plan(), request().examples().most(), budgets.targets());
    List<Attributions> results = new ArrayList<>();
    while (results.size() < targets.count()) {
      int from = results.size();
      int to = (int) Math.min(targets.count(), from + (long) chunks.size());
      try (PlanEvaluation evaluation = executor.run(targets, from, to)) {
        chunks.correct(evaluation.bytes(), to - from);
        results.addAll(ResultAssembler.assemble(request(), evaluation, to - from));
      }
    }
    return results;
  }
}
