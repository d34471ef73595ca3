package io.attributable.tensorflow.internal.run;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Prediction;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.UnusedLayers;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.request.EmptyBatch;
import io.attributable.tensorflow.internal.request.Examples;
import io.attributable.tensorflow.internal.request.RequestedLayers;
import io.attributable.tensorflow.internal.request.RequestedMode;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.runtime.Execution;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.verify.PerturbableModel;
import io.attributable.tensorflow.internal.verify.VerificationRun;
import io.attributable.tensorflow.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** One request being answered. */
public final class AttributionRun {
  private final LoadedModel model;
  private final AttributionRequest request;
  private final Target target;
  private final PreparedSignature signature;
  private final Execution how;
  private final RequestedLayers wanted;

  public AttributionRun(LoadedModel model, AttributionRequest request) {
    this(model, request, request.target());
  }

  public AttributionRun(LoadedModel model, AttributionRequest request, Target target) {
    this(model, request, target, new Execution(model.batching().firstDevice(), RunMeter.NONE));
  }

  private AttributionRun(
      LoadedModel model, AttributionRequest request, Target target, Execution how) {
    this.how = how;
    this.model = model;
    this.request = request;
    this.target = target;
    this.signature = model.prepared(request);
    this.wanted = RequestedLayers.of(signature, request);
  }

  /** What is done with a request that is ready to run. */
  public interface Action<T> {
    T of(RunnablePlan plan, Feeds feeds, TargetCheck check);
  }

  public Attributions run() {
    RunnablePlan plan = plan(TargetKind.of(target));
    return BatchRun.of(model, signature.layers().graph(), request, target, plan)
        .map(batch -> batch.run(this::part))
        .orElseGet(() -> whole(plan));
  }

  /** Answers for some of the examples. */
  public Attributions part(AttributionRequest part, Execution where) {
    AttributionRun run = new AttributionRun(model, part, part.target(), where);
    return run.whole(run.plan(TargetKind.of(target)));
  }

  private Attributions whole(RunnablePlan whole) {
    return ready(
        whole, (plan, feeds, check) -> empty(plan.plan()).orElseGet(() -> run(plan, feeds, check)));
  }

  public Verification verify(int directions, long seed) {
    return ready(
        plan(TargetKind.of(target), Reduction.none()),
        (plan, feeds, check) -> {
          try (PerturbableModel probed =
              PerturbableModel.of(
                  model,
                  signature.layers().graph(),
                  signature.asWritten(
                      plan.plan(), TargetKind.of(target), request.gradientWeights().isPresent()),
                  request)) {
            return new VerificationRun(
                    signature.layers().graph(), request, wanted, plan, feeds, probed)
                .run(check, directions, seed);
          }
        });
  }

  /** Prepares everything that a run needs, and frees it afterwards. */
  public <T> T ready(RunnablePlan wanted, Action<T> action) {
    RunnablePlan plan =
        how.meter() == RunMeter.NONE ? suited(wanted, 1) : model.sessions().traceable(wanted);
    OutputTensor output = plan.plan().output();
    TargetCheck check = new TargetCheck(output.name(), target);
    if (!output.shape().isUnknown()) {
      check.check(output.shape());
    }
    try (Feeds feeds = feeds(plan)) {
      if (output.shape().isUnknown()) {
        check.check(outputShape(plan, feeds));
      }
      return action.of(plan, feeds, check);
    }
  }

  /**
   * A plan where it has as many threads as it is worth.
   *
   * @param targets that are explained at once
   */
  RunnablePlan suited(RunnablePlan plan, long targets) {
    long examples =
        Examples.most(signature.layers().graph().signature(), request.inputs()) * targets;
    return model.sessions().suited(plan, examples);
  }

  /** Native tensors of the request's inputs, to be closed. */
  Feeds feeds(RunnablePlan plan) {
    return Feeds.of(model.name(), signature.layers().graph(), plan, request);
  }

  /** TensorFlow's own kernels stumble over batches without examples, so it is not asked. */
  public Optional<Attributions> empty(AttributionPlan plan) {
    return EmptyBatch.is(signature.layers().graph().signature(), request.inputs())
        ? EmptyBatch.result(plan, request, wanted, RunShapes.of(signature, request))
        : Optional.empty();
  }

  /** The same, in a session that can tell what its nodes cost. */
  public <T> T traced(RunnablePlan plan, Action<T> action) {
    return ready(model.sessions().traceable(plan), action);
  }

  /** The layers that are explained. */
  RequestedLayers wanted() {
    return wanted;
  }

  /** The plan of the request, ready for as many examples as it has. */
  public RunnablePlan prepared() {
    return suited(plan(TargetKind.of(target)), 1);
  }

  /** The plan for targets of a kind. */
  public RunnablePlan plan(TargetKind kind) {
    return plan(kind, request.reduction());
  }

  private RunnablePlan plan(TargetKind kind, Reduction reduction) {
    List<LayerTensors> layers = wanted.tensors();
    OutputTensor output = signature.output(request);
    RunnablePlan plan = plan(layers, output, kind, reduction);
    if (request.unusedLayer() == UnusedLayer.ERROR) {
      UnusedLayers.refuse(signature.preflight(), plan.plan());
    }
    return plan;
  }

  private RunnablePlan plan(
      List<LayerTensors> layers, OutputTensor output, TargetKind kind, Reduction reduction) {
    try {
      return signature.plan(
          layers, output, kind, request.gradientWeights().isPresent(), reduction, how.device());
    } catch (AttributionException e) {
      if (e.code() == ErrorCode.NO_GRADIENT) {
        // The preflight knows what to do about it, too.
        layers.forEach(layer -> signature.preflight().check(layer, output));
      }
      throw e;
    }
  }

  /** A target of the wrong rank would fail in TensorFlow, so an unknown rank is found out first. */
  Shape outputShape(RunnablePlan plan, Feeds feeds) {
    Session.Runner runner = plan.runner();
    feeds.feedInputs(runner);
    runner.fetch(plan.output(plan.plan().outputShape()));
    try (Result result = runner.run()) {
      return shape((TInt64) result.get(0));
    }
  }

  private Attributions run(RunnablePlan plan, Feeds feeds, TargetCheck check) {
    checkReduction(plan, feeds);
    feeds.addTarget(target);
    Session.Runner runner = plan.runner();
    feeds.feedAll(runner);
    Fetches fetches = fetches(plan, runner);
    try (Result result = how.meter().run(runner)) {
      Shape shape = shape((TInt64) fetches.of(plan.plan().outputShape(), result));
      check.check(shape);
      check.checkWeights(request.gradientWeights(), shape);
      return results(plan.plan(), fetches, result);
    }
  }

  /**
   * Holds the reduction against the shapes of this run.
   *
   * @throws AttributionException REDUCTION_SHAPE
   */
  void checkReduction(RunnablePlan plan, Feeds feeds) {
    new RunShapes(RunShapes.of(signature, request), plan).check(feeds);
  }

  /** Fetches all that the request wants to know. */
  public Fetches fetches(RunnablePlan plan, Session.Runner runner) {
    Fetches fetches = new Fetches(plan, runner);
    fetches.add(plan.plan().outputShape());
    for (AttributionPlan.Layer layer : plan.plan().layers()) {
      layer.tensors().forEach(tensor -> fetches.add(fetch(tensor)));
      layer.tensors().forEach(tensor -> positions(plan.plan(), tensor).ifPresent(fetches::add));
    }
    if (request.prediction()) {
      fetches.add(plan.plan().output().tensor());
    }
    return fetches;
  }

  /** What of a tensor's results is wanted. */
  TensorRef fetch(AttributionPlan.Tensor tensor) {
    return RequestedMode.of(request) == Mode.GLOBAL ? tensor.global() : tensor.local();
  }

  private Attributions results(AttributionPlan plan, Fetches fetches, Result result) {
    Prediction prediction = prediction(plan, fetches, result);
    List<Attribution> attributions = new ArrayList<>();
    ResultArrays arrays = new ResultArrays();
    for (int i = 0; i < plan.layers().size(); i++) {
      AttributionPlan.Layer layer = plan.layers().get(i);
      List<AttributedTensor> tensors = new ArrayList<>();
      for (AttributionPlan.Tensor tensor : layer.tensors()) {
        tensors.add(tensor(plan, tensor, fetches, result, arrays, OptionalInt.empty()));
      }
      attributions.add(
          new Attribution(
              wanted.addresses().get(i),
              layer.layer().port(),
              request.method(),
              tensors,
              wanted.unused(i),
              prediction));
    }
    return new Attributions(attributions, wanted.leftOut());
  }

  /** What is wanted of a tensor, or of one place of its first dimension. */
  AttributedTensor tensor(
      AttributionPlan plan,
      AttributionPlan.Tensor tensor,
      Fetches fetches,
      Result result,
      ResultArrays arrays,
      OptionalInt place) {
    Optional<TInt64> positions =
        positions(plan, tensor).map(tuples -> (TInt64) fetches.of(tuples, result));
    return arrays.copy(tensor.info().name(), fetches.of(fetch(tensor), result), positions, place);
  }

  private Optional<TensorRef> positions(AttributionPlan plan, AttributionPlan.Tensor tensor) {
    return Optional.ofNullable(plan.positions().get(fetch(tensor)));
  }

  /** The explained output, if it is wanted. */
  @Nullable Prediction prediction(AttributionPlan plan, Fetches fetches, Result result) {
    if (!request.prediction()) {
      return null;
    }
    TensorRef output = plan.output().tensor();
    String name = signature.layers().graph().node(output.node()).scopedName();
    return new Prediction(
        plan.output().name(),
        new ResultArrays().copy(name + ":" + output.index(), fetches.of(output, result)));
  }

  /** A shape as a run gives it. */
  static Shape shape(TInt64 sizes) {
    long[] shape = new long[Math.toIntExact(sizes.size())];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.getLong(i);
    }
    return Shape.of(shape);
  }
}
