package io.attributable.tensorflow;

import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.Preflight;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tape.FunctionGraphs;
import io.attributable.graph.tape.RuleBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signature of a loaded model with everything that is the same for all requests. Safe for any
 * number of threads.
 */
final class PreparedSignature {
  private record PlanKey(
      List<LayerTensors> layers, OutputTensor output, TargetKind kind, boolean weighted) {}

  private final SessionGraph session;
  private final ModelOrigin origin;
  private final LayerIndex layers;
  private final LayerLookup lookup;
  private final FunctionGraphs functions;
  private final Preflight preflight;
  private final ModelOptions options;
  private final String device;
  private final RuleBook rules;
  private @Nullable PlanBuilder builder;
  private LiveWeights live = LiveWeights.none();
  private final Map<PlanKey, RunnablePlan> plans = new HashMap<>();

  PreparedSignature(
      SessionGraph session,
      ModelOrigin origin,
      String signature,
      ModelOptions options,
      String device,
      RuleBook rules) {
    this.session = session;
    this.origin = origin;
    this.options = options;
    this.device = device;
    this.rules = rules;
    this.layers = InferredLayers.of(origin.file(), signature, options.loopLimit());
    this.lookup = origin.layers(layers);
    this.functions = new FunctionGraphs(ShapeInference::infer);
    this.preflight = Preflight.of(layers, rules, functions);
  }

  /** Made for the first plan: weights are not read for those who only ask what there is. */
  private PlanBuilder builder() {
    PlanBuilder made = builder;
    if (made == null) {
      WeightedGraph weighted = origin.weighted(layers.graph(), options, session);
      live = weighted.live();
      made = new PlanBuilder(weighted.graph(), rules, functions, device);
      builder = made;
    }
    return made;
  }

  /** Reads the weights now, if they are read but once. */
  synchronized PreparedSignature requireWeights() {
    builder();
    return this;
  }

  synchronized int planCount() {
    return plans.size();
  }

  LayerIndex layers() {
    return layers;
  }

  /** What the addresses of layers mean. */
  LayerLookup lookup() {
    return lookup;
  }

  /**
   * What a target picks from.
   *
   * @param wanted null for the signature's only output
   */
  OutputTensor output(@Nullable String wanted) {
    return OutputTensor.find(layers, lookup.output(wanted));
  }

  /** Says what can be explained, and why the rest cannot. */
  Preflight preflight() {
    return preflight;
  }

  /** The plan for some layers, made at the first request for it. */
  synchronized RunnablePlan plan(
      List<LayerTensors> wanted, OutputTensor output, TargetKind kind, boolean weighted) {
    PlanKey key = new PlanKey(wanted, output, kind, weighted);
    RunnablePlan known = plans.get(key);
    if (known != null) {
      return known;
    }
    AttributionPlan plan = builder().build(wanted, output, kind, weighted);
    RunnablePlan runnable = new RunnablePlan(plan, List.of(), live, session);
    plans.put(key, runnable);
    return runnable;
  }
}
