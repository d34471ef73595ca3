package io.attributable.tensorflow.internal.plan;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.preflight.ExplainedLayer;
import io.attributable.graph.preflight.LayerPlans;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.internal.layer.CachedLayers;
import io.attributable.tensorflow.internal.layer.ExplainableLayers;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.options.StatePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A signature of a loaded model with everything that is the same for all requests. Safe for any
 * number of threads.
 */
public final class PreparedSignature {
  private record SideKey(String output, Port port, UnusedLayer unused) {}

  private record LayerKey(LayerTensors layer, TensorRef output) {}

  private final LayerIndex layers;
  private final LayerLookup lookup;
  private final Preflight preflight;
  private final SignaturePlans plans;
  private final PassedNodes passed;
  private final ProvenIndependence independence;
  private final String device;
  private final boolean restoresState;
  private final Map<SideKey, ExplainableLayers> explainable = new ConcurrentHashMap<>();
  private final Map<Port, ExplainableLayers> all = new ConcurrentHashMap<>();
  private final Map<LayerKey, ExplainedLayer> explained = new ConcurrentHashMap<>();
  private final Map<LayerKey, ExplainedLayer> whole = new ConcurrentHashMap<>();

  /**
   * Prepares a signature.
   *
   * @param shared what the plans of the model have in common
   * @param device where plans run that no other device is named for
   */
  public PreparedSignature(SignaturePlans.Shared shared, LayerIndex layers, String device) {
    this.layers = layers;
    this.device = device;
    this.lookup = new CachedLayers(shared.origin().layers(layers));
    FunctionGraphs functions = new FunctionGraphs(ShapeInference::infer);
    this.restoresState = shared.options().execution().state() == StatePolicy.RESTORE;
    this.preflight = Preflight.of(layers, shared.rules(), functions, restoresState);
    this.plans = new SignaturePlans(shared, layers, functions);
    this.independence = new ProvenIndependence(plans::graph, ShapeInference::infer);
    this.passed = new PassedNodes(layers.graph(), shared.rules(), functions);
  }

  /** Reads the weights now, where they are to be those of this moment. */
  public PreparedSignature requireWeights() {
    plans.requireWeights(device);
    return this;
  }

  /** What the graph proves of the examples of a batch. */
  public ProvenIndependence independence() {
    return independence;
  }

  /** The layers of the graph itself. */
  public LayerIndex layers() {
    return layers;
  }

  /** What is fed and run. */
  public FlatGraph graph() {
    return layers.graph();
  }

  /** What the addresses of layers mean. */
  public LayerLookup lookup() {
    return lookup;
  }

  /**
   * What the target of a request picks from.
   *
   * @throws AttributionException UNKNOWN_OUTPUT, OUTPUT_REQUIRED and their like
   */
  public OutputTensor output(AttributionRequest request) {
    return OutputTensor.find(layers, lookup.output(request.output().orElse(null)));
  }

  /**
   * The same where nothing is differentiated, so that the output may hold whole numbers.
   *
   * @throws AttributionException as {@link #output}
   */
  public OutputTensor outputValues(AttributionRequest request) {
    OutputTensor output = located(request);
    output.checkValues(layers.graph());
    return output;
  }

  private OutputTensor located(AttributionRequest request) {
    return OutputTensor.locate(layers, lookup.output(request.output().orElse(null)));
  }

  /** Determines what can be explained, and why the rest cannot. */
  public Preflight preflight() {
    return preflight;
  }

  /**
   * All layers, seen from an output; found out at the first request.
   *
   * @param unused what becomes of those that it does not depend on
   */
  public ExplainableLayers explainable(String output, Port port, UnusedLayer unused) {
    return explainable.computeIfAbsent(
        new SideKey(output, port, unused),
        key ->
            ExplainableLayers.of(
                preflight.reportAll(List.of(port), output),
                layer -> layers.resolve(layer.layer(), port),
                unused));
  }

  /** All layers that have a value on one side; found out at the first request. */
  public ExplainableLayers all(Port port) {
    return all.computeIfAbsent(port, side -> ExplainableLayers.withValues(layers, side));
  }

  /**
   * The tensors of a layer that can be explained towards an output. For a single tensor the plan
   * itself decides.
   *
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT
   */
  public ExplainedLayer explained(LayerTensors layer, OutputTensor output) {
    return layer.tensors().size() == 1
        ? new ExplainedLayer(layer, List.of())
        : explained.computeIfAbsent(
            new LayerKey(layer, output.tensor()), unused -> preflight.explained(layer, output));
  }

  /** Why a method does not take a layer, as far as that is known before a plan is made. */
  public Optional<AttributionException> refusal(
      PlannedMethod method, LayerTensors explained, OutputTensor output) {
    return method.refusal(explained, output.tensor(), passed);
  }

  /** A layer with all its tensors, and those that an output does not depend on. */
  public ExplainedLayer whole(LayerTensors layer, OutputTensor output) {
    return whole.computeIfAbsent(
        new LayerKey(layer, output.tensor()),
        unused -> new ExplainedLayer(layer, preflight.unused(layer, output)));
  }

  /**
   * A plan, made at the first request for it; to be closed.
   *
   * @param made for these layers, as they were named
   * @param on the device that it runs on
   * @throws AttributionException NO_GRADIENT, LAYER_INSIDE_BRANCH, METHOD_NOT_APPLICABLE, and about
   *     the reduction
   */
  public PlanLease plan(PlanSpec spec, LayerPlans made, String on) {
    return plans.lease(spec, made, on);
  }

  /** What a plan looks like before anything is optimised, with whole results. */
  public SignaturePlans.Written asWritten(PlanSpec spec, MethodPlan by, LayerPlans made) {
    return plans.asWritten(spec, by, made, device);
  }

  /** Notes about the answers to a request, whatever its output holds. */
  public List<PreflightNote> notes(AttributionRequest request) {
    return Purity.of(graph(), located(request).tensor()).notes(restoresState);
  }

  /** What of a request can be explained: of no layer, or all, if it names none. */
  public PreflightReport preflight(AttributionRequest request) {
    String explained = lookup.output(request.output().orElse(null));
    if (request.layers().isEmpty() || request.allLayers().isPresent()) {
      return preflight.reportAll(List.of(Port.values()), explained);
    }
    return preflight.report(request.layers(), lookup::resolve, explained);
  }
}
