package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.regions.RegionAttribution;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.served.ServedExecutor;
import io.attributable.tensorflow.observe.CallKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final SliceEvaluation.Budgets budgets;

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
    this.model = model;
    this.budgets = new SliceEvaluation.Budgets(targetBytes, pointBytes);
  }

  /**
   * Answers a request: by plans, or by a signature of the model that was written for it.
   *
   * @throws AttributionException about the request, the model, or the run
   */
  public Attributions attribute(AttributionRequest request) {
    Attributions results =
        model.answer(
            CallKind.ATTRIBUTE,
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
            request.request(),
            model.answer(CallKind.ATTRIBUTE, request.request(), () -> run(request)));
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
        CallKind.ATTRIBUTE,
        request,
        () -> {
          TargetList several = named == null ? null : TargetList.of(named);
          PreparedRequest prepared = prepared(request);
          prepared.method().requireTarget("several targets");
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

  /**
   * What a request will take.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE for methods that do not perturb, and about
   *     the request
   */
  public CostEstimate estimate(AttributionRequest request) {
    return model.answer(
        CallKind.MEASURE,
        request,
        () -> {
          PreparedRequest prepared = prepared(request);
          if (prepared.method().plan().perturbation().isEmpty()) {
            throw new AttributionException(
                ErrorCode.METHOD_NOT_APPLICABLE,
                request.method().name(),
                "an estimate of its cost",
                "it takes a few runs, which are as quickly measured",
                "Measure it.");
          }
          String device = model.batching().firstDevice();
          TargetList target = TargetList.one(request.target());
          try (PlanLease lease = prepared.plan(target.kind(), device)) {
            EvaluationSlice whole =
                new EvaluationSlice(prepared, target, new Execution(device, RunMeter.NONE));
            return new SliceEvaluation(model, whole, lease, budgets).estimate();
          }
        });
  }

  private TargetList all(PreparedRequest request) {
    OutputTensor output = request.requireOutput("all targets");
    try (PlanLease plan = request.plan(TargetKind.INDICES, model.batching().firstDevice());
        PlanExecutor executor = new PlanExecutor(request, plan.plan(), RunMeter.NONE)) {
      Shape shape =
          model.answer(CallKind.ATTRIBUTE, request.request(), () -> executor.outputShape(true));
      return TargetList.all(output.name(), shape);
    }
  }

  /** By target, the results. */
  private List<Attributions> run(PreparedRequest request, TargetList targets) {
    try (PlanLease plan = request.plan(targets.kind(), model.batching().firstDevice())) {
      // A look at the examples runs the model, but is no part of what comes of them.
      EvaluationSchedule schedule =
          model.answer(
              CallKind.ATTRIBUTE,
              request.request(),
              () -> EvaluationSchedule.of(model, request, targets, plan));
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
      return new SliceEvaluation(model, slice, lease, budgets).results();
    }
  }
}
