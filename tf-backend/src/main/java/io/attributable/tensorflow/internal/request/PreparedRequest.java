package io.attributable.tensorflow.internal.request;

import io.attributable.Activation;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.PathMethod;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.LayerPlans;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.plan.PlanLease;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.plan.ProvenIndependence.Proof;
import io.attributable.tensorflow.internal.plan.SignaturePlans;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request whose words were looked up in a model, once: for parts of its batch, for other targets
 * and other examples they mean the same.
 *
 * @param request as it was made
 * @param signature what is fed
 * @param layers what is explained
 * @param output what a target picks from; empty where nothing is differentiated, and no output was
 *     named or is wanted
 * @param method how it is computed
 */
public record PreparedRequest(
    AttributionRequest request,
    PreparedSignature signature,
    RequestedLayers layers,
    Optional<OutputTensor> output,
    PlannedMethod method) {

  /**
   * Looks up the words of a request.
   *
   * @throws AttributionException about layers, output, method and smoothing
   */
  public static PreparedRequest of(PreparedSignature signature, AttributionRequest request) {
    PlannedMethod method =
        PlannedMethod.of(request.method(), request.smoothing())
            .resolved(signature.lookup()::resolve);
    if (method.plan().perturbation().isPresent()) {
      return perturbed(signature, request, method);
    }
    if (method.plan().differentiates()) {
      OutputTensor output = signature.output(request);
      RequestedLayers layers = RequestedLayers.towards(signature, request, output);
      return new PreparedRequest(
          request,
          signature,
          layers,
          Optional.of(output),
          method.given(givenBaselines(request, layers)));
    }
    if (!(request.target() instanceof Target.None)) {
      method.requireGradient("target " + request.target());
    }
    if (request.gradientWeights().isPresent()) {
      method.requireGradient("gradient weights");
    }
    boolean wanted = request.prediction() || request.output().isPresent();
    Optional<OutputTensor> output =
        wanted ? Optional.of(signature.output(request)) : Optional.empty();
    return new PreparedRequest(
        request, signature, RequestedLayers.whole(signature, request), output, method);
  }

  /** What is not differentiated need not be reached by a gradient. */
  private static PreparedRequest perturbed(
      PreparedSignature signature, AttributionRequest request, PlannedMethod method) {
    if (request.gradientWeights().isPresent()) {
      method.requireGradient("gradient weights");
    }
    if (!request.reduction().isNone()) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.method().name(),
          "reduction \"" + request.reduction() + '"',
          "its values are made outside of the graph in which reductions are computed",
          "Leave it out, or put elements together by a mask.");
    }
    OutputTensor output = signature.outputValues(request);
    return new PreparedRequest(
        request,
        signature,
        RequestedLayers.perturbed(signature, request),
        Optional.of(output),
        method);
  }

  /** The explained tensors for which the request itself has baselines. */
  private static Set<TensorRef> givenBaselines(AttributionRequest request, RequestedLayers layers) {
    Set<TensorRef> given = new LinkedHashSet<>();
    if (request.method() instanceof PathMethod path) {
      for (int i = 0; i < layers.addresses().size(); i++) {
        if (path.baseline().array(layers.addresses().get(i)).isPresent()) {
          layers.tensors().get(i).tensors().forEach(tensor -> given.add(tensor.tensor()));
        }
      }
    }
    return given;
  }

  /** The same for other examples, or another target. */
  public PreparedRequest with(AttributionRequest other) {
    return new PreparedRequest(other, signature, layers, output, method);
  }

  /** The same by gradients alone, as they are: what other methods are made of. */
  public PreparedRequest gradients() {
    return with(request.withSmoothing(Optional.empty())).by(new GradientXActivation(Mode.LOCAL));
  }

  /** The output alone, without anything that is explained. */
  public PreparedRequest outputs() {
    return new PreparedRequest(
        request
            .withSmoothing(Optional.empty())
            .withMethod(new Activation(), Reduction.none())
            .withPrediction(),
        signature,
        new RequestedLayers(List.of(), List.of(), List.of()),
        output,
        PlannedMethod.of(new Activation()));
  }

  /** The same layers and output by another method, with whole results. */
  public PreparedRequest by(AttributionMethod other) {
    return new PreparedRequest(
        request.withMethod(other, Reduction.none()),
        signature,
        layers,
        output,
        PlannedMethod.of(other, request.smoothing()));
  }

  /** What is proved of its examples. */
  public Proof proof(Examples examples) {
    Set<TensorRef> tensors = new LinkedHashSet<>();
    output.ifPresent(explained -> tensors.add(explained.tensor()));
    layers.tensors().stream()
        .flatMap(layer -> layer.tensors().stream())
        .forEach(tensor -> tensors.add(tensor.tensor()));
    return signature.independence().of(examples.batched(), tensors);
  }

  /** The target as requests have it, of which kind plans are made. */
  public TargetKind kind() {
    return TargetKind.of(request.target());
  }

  /** How many examples its inputs hold. */
  public ExampleInputs examples() {
    return ExampleInputs.ofArrays(signature.graph().signature().inputs(), request.inputs());
  }

  /** What a plan for targets of a kind computes. */
  public PlanSpec spec(TargetKind kind) {
    List<TensorInfo> tensors =
        layers.tensors().stream().flatMap(layer -> layer.tensors().stream()).toList();
    return new PlanSpec(
        tensors,
        output.map(OutputTensor::tensor),
        method.plan(),
        fed(kind),
        request.gradientWeights().isPresent(),
        request.reduction());
  }

  /** At points it would be another one at each, so what is predicted is found out before. */
  private TargetKind fed(TargetKind kind) {
    if (method.plan().perturbation().isPresent()) {
      return TargetKind.NONE;
    }
    boolean several = method.plan().points().map(demand -> !demand.single()).orElse(false);
    return kind == TargetKind.PREDICTED && several ? TargetKind.INDEX : kind;
  }

  /**
   * The plan, to be closed.
   *
   * @param on the device that it runs on
   * @throws AttributionException NO_GRADIENT, UNUSED_LAYER, LAYER_INSIDE_BRANCH,
   *     METHOD_NOT_APPLICABLE, and about the reduction
   */
  public PlanLease plan(TargetKind kind, String on) {
    if (kind.isSliced() && method.plan().differentiates()) {
      requireRank(kind, requireOutput("a slice"));
    }
    LayerPlans plans = plans();
    PlanLease lease = signature.plan(spec(kind), plans, on);
    if (method.plan().differentiates() && request.unusedLayer() == UnusedLayer.ERROR) {
      try {
        plans.requireUsed(lease.attribution());
      } catch (RuntimeException | Error e) {
        lease.close();
        throw e;
      }
    }
    return lease;
  }

  private void requireRank(TargetKind kind, OutputTensor sliced) {
    if (sliced.shape().isUnknown()) {
      throw new AttributionException(
          ErrorCode.TARGET_SHAPE,
          kind == TargetKind.SLICE ? request.target() : "of slices",
          sliced.name(),
          Types.text(sliced.shape()),
          "how many dimensions it has is not known before the model runs, and a slice needs an"
              + " entry for each: name indices");
    }
  }

  /** The plan of gradients before anything is optimised. */
  public SignaturePlans.Written asWritten() {
    PlannedMethod local = PlannedMethod.of(new GradientXActivation(Mode.LOCAL));
    return signature.asWritten(spec(kind()), local.plan(), plans());
  }

  private LayerPlans plans() {
    return new LayerPlans(signature.preflight(), layers.tensors(), output);
  }

  /**
   * The output, for what cannot do without.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public OutputTensor requireOutput(String what) {
    method.requireTarget(what);
    return output.orElseThrow(
        () -> new AttributionException(ErrorCode.INTERNAL, "no output for " + what));
  }

  /** The name of a layer's side, as results have it. */
  LayerTensors layer(int index) {
    return layers.layers().get(index).tensors();
  }
}
