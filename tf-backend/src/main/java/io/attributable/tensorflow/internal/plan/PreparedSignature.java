package io.attributable.tensorflow.internal.plan;

import io.attributable.AttributionRequest;
import io.attributable.Optimisation;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.UnusedLayer;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.preflight.ExplainedLayer;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.preflight.Purity;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.write.EqualSizes;
import io.attributable.preflight.PreflightNote;
import io.attributable.preflight.PreflightReport;
import io.attributable.tensorflow.internal.layer.CachedLayers;
import io.attributable.tensorflow.internal.layer.ExplainableLayers;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.StatePolicy;
import io.attributable.tensorflow.options.WeightSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signature of a loaded model with everything that is the same for all requests. Safe for any
 * number of threads.
 */
public final class PreparedSignature {
  private record PlanKey(
      List<LayerTensors> layers,
      OutputTensor output,
      TargetKind kind,
      boolean weighted,
      Reduction reduction,
      String device) {}

  private record BuilderKey(boolean frozen, String device) {}

  private record SideKey(String output, Port port, UnusedLayer unused) {}

  private record LayerKey(LayerTensors layer, OutputTensor output) {}

  /**
   * A plan before anything is optimised, which reads the model's own variables where it can.
   *
   * @param live weights that it is fed
   */
  public record Written(AttributionPlan plan, FedWeights live) {}

  /** Makes plans, and knows what they are fed. */
  private record Builder(PlanBuilder plans, FedWeights live) {}

  private final PlanSessions sessions;
  private final ModelSource origin;
  private final LayerIndex layers;
  private final LayerLookup lookup;
  private final FunctionGraphs functions;
  private final Preflight preflight;
  private final ModelOptions options;
  private final String device;
  private final RuleBook rules;
  private final FrozenWeightsBudget budget;
  private final PlanGraphs sources;
  private final Map<BuilderKey, Builder> builders = new HashMap<>();
  private final Map<PlanKey, RunnablePlan> plans = new HashMap<>();
  private final Map<SideKey, ExplainableLayers> explainable = new HashMap<>();
  private final Map<LayerKey, ExplainedLayer> explained = new HashMap<>();
  private final Map<LayerKey, ExplainedLayer> whole = new HashMap<>();

  public PreparedSignature(
      PlanSessions sessions,
      ModelSource origin,
      LayerIndex layers,
      ModelOptions options,
      String device,
      RuleBook rules,
      FrozenWeightsBudget budget) {
    this.sessions = sessions;
    this.origin = origin;
    this.options = options;
    this.device = device;
    this.rules = rules;
    this.budget = budget;
    this.layers = layers;
    this.lookup = new CachedLayers(origin.layers(layers));
    this.functions = new FunctionGraphs(ShapeInference::infer);
    this.sources = new PlanGraphs(layers.graph(), functions, origin, sessions.model(), options);
    this.preflight = Preflight.of(layers, rules, functions, restoresState());
  }

  /** Made for the first plan: weights are not read for those who only ask what there is. */
  private Builder builder(boolean freeze, String place) {
    return builders.computeIfAbsent(
        new BuilderKey(freeze, place),
        key -> {
          GraphWithWeights weighted = sources.lean(freeze);
          return new Builder(
              new PlanBuilder(
                  weighted.graph(), rules, functions, sources.sizes(), optimiser(place), place),
              weighted.live());
        });
  }

  /**
   * Fused kernels are there for the processor only, and unknown to those who rewrite graphs for
   * mixed precision.
   */
  private Optimiser optimiser(String place) {
    Set<Optimisation> wanted = new HashSet<>(options.optimisations());
    boolean exact =
        options.execution().precision() == Precision.FULL
            && !options.config().getGraphOptions().hasRewriteOptions();
    if (!exact || !sessions.isHost(place)) {
      wanted.remove(Optimisation.FUSED_KERNELS);
    }
    return new Optimiser(wanted, ConstantFolding::evaluate);
  }

  /** Reads the weights now, where they are to be those of this moment. */
  public synchronized PreparedSignature requireWeights() {
    builder(options.weights() == WeightSource.FROZEN, device);
    return this;
  }

  /** Whether the next plan has the weights as constants. */
  private boolean freezes() {
    return switch (options.weights()) {
      case FROZEN -> true;
      case VARIABLES -> false;
      case AUTO ->
          !origin.changes() && sources.weightsFitIntoGraph() && budget.take(sources.weightBytes());
    };
  }

  public synchronized int planCount() {
    return plans.size();
  }

  public LayerIndex layers() {
    return layers;
  }

  /** What the addresses of layers mean. */
  public LayerLookup lookup() {
    return lookup;
  }

  /** What the target of a request picks from. */
  public OutputTensor output(AttributionRequest request) {
    return OutputTensor.find(layers, lookup.output(request.output().orElse(null)));
  }

  /** Says what can be explained, and why the rest cannot. */
  public Preflight preflight() {
    return preflight;
  }

  /**
   * All layers, seen from an output; found out at the first request.
   *
   * @param unused what becomes of those that it does not depend on
   */
  public synchronized ExplainableLayers explainable(String output, Port port, UnusedLayer unused) {
    return explainable.computeIfAbsent(
        new SideKey(output, port, unused),
        key ->
            ExplainableLayers.of(
                preflight.reportAll(List.of(port), output),
                layer -> layers.resolve(layer.layer(), port),
                unused));
  }

  /**
   * What of a layer can be explained towards an output. Of a single tensor the plan itself tells.
   *
   * @throws io.attributable.AttributionException UNUSED_LAYER, NO_GRADIENT
   */
  public synchronized ExplainedLayer explained(LayerTensors layer, OutputTensor output) {
    return layer.tensors().size() == 1
        ? new ExplainedLayer(layer, List.of())
        : explained.computeIfAbsent(
            new LayerKey(layer, output), unused -> preflight.explained(layer, output));
  }

  /** A layer with all its tensors, and those that an output does not depend on. */
  public synchronized ExplainedLayer whole(LayerTensors layer, OutputTensor output) {
    return whole.computeIfAbsent(
        new LayerKey(layer, output),
        unused -> new ExplainedLayer(layer, preflight.unused(layer, output)));
  }

  /** The plan for whole attributions of some layers, made at the first request for it. */
  public RunnablePlan plan(
      List<LayerTensors> wanted, OutputTensor output, TargetKind kind, boolean weighted) {
    return plan(wanted, output, kind, weighted, Reduction.none(), device);
  }

  /** What a plan for these layers and this output looks like before anything is optimised. */
  public synchronized Written asWritten(AttributionPlan like, TargetKind kind, boolean weights) {
    // What was frozen while its variables go on changing can only be compared with itself.
    GraphWithWeights weighted =
        sources.asWritten(origin.changes() && options.weights() == WeightSource.FROZEN);
    List<LayerTensors> wanted = like.layers().stream().map(AttributionPlan.Layer::layer).toList();
    PlanBuilder builder =
        new PlanBuilder(
            weighted.graph(), rules, functions, EqualSizes.UNKNOWN, Optimiser.none(), device);
    return new Written(
        builder.build(wanted, like.output(), kind, weights, Reduction.none()), weighted.live());
  }

  /**
   * The plan for some layers, made at the first request for it.
   *
   * @param place the device that it runs on
   */
  public synchronized RunnablePlan plan(
      List<LayerTensors> wanted,
      OutputTensor output,
      TargetKind kind,
      boolean weighted,
      Reduction reduction,
      String place) {
    PlanKey key = new PlanKey(wanted, output, kind, weighted, reduction, place);
    RunnablePlan known = plans.get(key);
    if (known != null) {
      return known;
    }
    boolean freeze = freezes();
    try {
      Builder builder = builder(freeze, place);
      AttributionPlan plan = builder.plans().build(wanted, output, kind, weighted, reduction);
      RunnablePlan runnable =
          new RunnablePlan(plan, List.of(), builder.live(), sessions.of(plan, place));
      plans.put(key, runnable);
      return runnable;
    } catch (RuntimeException e) {
      if (freeze) {
        budget.giveBack(sources.weightBytes());
      }
      throw e;
    }
  }

  private boolean restoresState() {
    return options.execution().state() == StatePolicy.RESTORE;
  }

  /** What there is to know about the answers to a request. */
  public List<PreflightNote> notes(AttributionRequest request) {
    return Purity.of(layers.graph(), output(request).tensor()).notes(restoresState());
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
