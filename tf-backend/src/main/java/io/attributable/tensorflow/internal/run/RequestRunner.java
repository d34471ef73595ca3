package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.internal.batch.RowComparison;
import io.attributable.tensorflow.internal.execution.EmptyEvaluation;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.execution.PlanEvaluation;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.ProvenIndependence.Proof;
import io.attributable.tensorflow.internal.points.PointCount;
import io.attributable.tensorflow.internal.points.PointIndependence;
import io.attributable.tensorflow.internal.points.PointParts;
import io.attributable.tensorflow.internal.points.PointRun;
import io.attributable.tensorflow.internal.regions.RegionAttribution;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.served.ServedExecutor;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Answers requests: a prepared request, a schedule of what is evaluated together, plans that are
 * executed, results that are assembled. Safe for any number of threads.
 */
public final class RequestRunner {
  /** Of values and gradients, for the rows of points that are evaluated at once. */
  private static final long POINT_BYTES = 1L << 30;

  private final LoadedModel model;
  private final long targetBytes;
  private final long pointBytes;

  /**
   * Answers requests to a model. What a run may hold of examples is the most that it may hold of
   * their targets, too.
   */
  public RequestRunner(LoadedModel model) {
    this(model, Math.min(TargetChunks.BUDGET, model.batching().options().budget()), POINT_BYTES);
  }

  /**
   * The same with other budgets.
   *
   * @param targetBytes for all results of one run
   * @param pointBytes for values and gradients of all points of one run
   */
  public RequestRunner(LoadedModel model, long targetBytes, long pointBytes) {
    this.pointBytes = pointBytes;
    this.model = model;
    this.targetBytes = targetBytes;
  }

  /**
   * Answers a request: by plans, or by a signature of the model that was written for it.
   *
   * @throws AttributionException about the request, the model, or the run
   */
  public Attributions attribute(AttributionRequest request) {
    Attributions results =
        model.answer(
            request,
            () ->
                model
                    .servedBy()
                    .map(signature -> new ServedExecutor(model, signature, request).attribute())
                    .orElseGet(() -> run(prepared(request))));
    return ResultAssembler.withFeatures(request, results);
  }

  /** The same for a request that is prepared already. */
  public Attributions attribute(PreparedRequest request) {
    return model.servedBy().isPresent()
        ? attribute(request.request())
        : ResultAssembler.withFeatures(
            request.request(), model.answer(request.request(), () -> run(request)));
  }

  /** Looks up the words of a request. */
  public PreparedRequest prepared(AttributionRequest request) {
    return RegionAttribution.checked(PreparedRequest.of(model.prepared(request), request));
  }

  /** The results for the target of a request that is prepared. */
  private Attributions run(PreparedRequest request) {
    return run(request, TargetList.one(request.request().target())).get(0);
  }

  /**
   * Answers a request for several targets in place of its own.
   *
   * @param named null for all targets that the output has
   * @return by target, in their order
   */
  public Map<Target, Attributions> attributeTargets(
      AttributionRequest request, @Nullable List<Target> named) {
    return model.answer(
        request,
        () -> {
          TargetList several = named == null ? null : TargetList.of(named);
          PreparedRequest prepared = prepared(request);
          prepared.method().requireGradient("several targets");
          TargetList targets = several != null ? several : all(prepared);
          List<Attributions> results = run(prepared, targets);
          Map<Target, Attributions> byTarget = new LinkedHashMap<>();
          for (int i = 0; i < results.size(); i++) {
            byTarget.put(
                targets.targets().get(i), ResultAssembler.withFeatures(request, results.get(i)));
          }
          return Collections.unmodifiableMap(byTarget);
        });
  }

  private TargetList all(PreparedRequest request) {
    OutputTensor output = request.requireOutput("all targets");
    try (PlanLease plan = request.plan(TargetKind.INDICES, model.batching().firstDevice());
        PlanExecutor executor = new PlanExecutor(request, plan.plan(), RunMeter.NONE)) {
      Shape shape = model.answer(request.request(), () -> executor.outputShape(true));
      return TargetList.all(output.name(), shape);
    }
  }

  /** By target, the results. */
  private List<Attributions> run(PreparedRequest request, TargetList targets) {
    try (PlanLease plan = request.plan(targets.kind(), model.batching().firstDevice())) {
      // A look at the examples runs the model, but is no part of what comes of them.
      EvaluationSchedule schedule =
          model.answer(
              request.request(), () -> EvaluationSchedule.of(model, request, targets, plan));
      return schedule.run(this::evaluate);
    }
  }

  /** By target, the results for the examples of a slice. */
  public List<Attributions> evaluate(EvaluationSlice slice) {
    PreparedRequest request = slice.request();
    if (request.method().isComposed()) {
      return RegionAttribution.of(request)
          .of(part -> evaluate(new EvaluationSlice(part, slice.targets(), slice.how())));
    }
    try (PlanLease lease = request.plan(slice.targets().kind(), slice.how().device())) {
      PointParts parts = parts(slice, lease);
      RunnablePlan plan = plan(slice, lease, parts);
      try (PlanExecutor executor = new PlanExecutor(request, plan, slice.how().meter())) {
        return evaluate(slice, lease, executor, parts);
      }
    }
  }

  private static RunnablePlan plan(EvaluationSlice slice, PlanLease lease, PointParts parts) {
    if (slice.how().meter() != RunMeter.NONE) {
      return lease.traceable();
    }
    boolean single = slice.how().beside() || parts.count() > 1;
    return single ? lease.forParts() : lease.suited(work(slice));
  }

  /** How the points of a slice are evaluated, if it has any. */
  private PointParts parts(EvaluationSlice slice, PlanLease lease) {
    PreparedRequest request = slice.request();
    Optional<Proof> proof =
        lease.attribution().points().isPresent()
            ? examples(slice).map(request::proof).filter(Proof::holds)
            : Optional.empty();
    boolean alone = slice.how().meter() == RunMeter.NONE && !slice.how().beside();
    long points = work(slice) * PointCount.of(request.request());
    int count =
        proof
            .filter(found -> alone && !request.method().plan().points().orElseThrow().single())
            .map(found -> lease.parts(found.multiplications(), points))
            .orElse(1);
    return new PointParts(proof.isPresent(), count, model.sessions().partThreads());
  }

  private static Optional<Examples> examples(EvaluationSlice slice) {
    return Examples.of(
        slice.request().signature().graph().signature(),
        slice.request().request(),
        slice.targets());
  }

  /** How many rows are evaluated at once by methods that have several for each example. */
  private long rows(EvaluationSlice slice, PlanLease lease) {
    return examples(slice)
        .map(
            examples ->
                new BatchPartSizes(model.batching(), slice.request(), lease, examples, 1)
                    .rows(pointBytes))
        .orElse(1L);
  }

  /** How many derivatives are computed at once. */
  private static long work(EvaluationSlice slice) {
    return slice.request().examples().most() * slice.targets().count();
  }

  private List<Attributions> evaluate(
      EvaluationSlice slice, PlanLease lease, PlanExecutor executor, PointParts parts) {
    PreparedRequest request = slice.request();
    TargetList targets = slice.targets();
    if (!executor.plan().plan().points().isPresent()) {
      executor.check(targets);
    }
    // TensorFlow's own kernels stumble over batches without examples, so it is not asked.
    Optional<Evaluation> empty =
        request.examples().areEmpty() ? EmptyEvaluation.of(request) : Optional.empty();
    if (empty.isPresent()) {
      return ResultAssembler.assemble(request, empty.get(), targets.count());
    }
    executor.checkShapes();
    if (executor.plan().plan().points().isPresent()) {
      PointIndependence independence =
          lease.finding(
              PointIndependence.class,
              () -> new PointIndependence(new RowComparison(model.batching().isMixed())));
      try (PointRun points = new PointRun(request, executor, independence, parts)) {
        return points.run(targets, rows(slice, lease));
      }
    }
    TargetChunks chunks =
        new TargetChunks(executor.plan().plan(), request.examples().most(), targetBytes);
    List<Attributions> results = new ArrayList<>();
    while (results.size() < targets.count()) {
      int from = results.size();
      int to = (int) Math.min(targets.count(), from + (long) chunks.size());
      try (PlanEvaluation evaluation = executor.run(targets, from, to)) {
        chunks.correct(evaluation.bytes(), to - from);
        results.addAll(ResultAssembler.assemble(request, evaluation, to - from));
      }
    }
    return results;
  }
}
