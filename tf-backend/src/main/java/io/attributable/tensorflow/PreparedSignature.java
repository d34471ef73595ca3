package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.Weights;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.Preflight;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tape.FunctionGraphs;
import io.attributable.graph.tape.RuleBook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A signature of a loaded model with everything that is the same for all requests. Safe for any
 * number of threads.
 */
final class PreparedSignature {
  /** A graph is one protocol buffer, which ends at 2 GiB; the rest is for everything else. */
  private static final long LARGEST_GRAPH = 1900L << 20;

  private record PlanKey(
      List<LayerTensors> layers, OutputTensor output, TargetKind kind, boolean weighted) {}

  private final SessionGraph session;
  private final LayerIndex layers;
  private final FunctionGraphs functions;
  private final Preflight preflight;
  private final ModelOptions options;
  private final String device;
  private final RuleBook rules;
  private final FrozenBudget budget;
  private final List<FlatNode> variables;
  private final long weightBytes;
  private final Map<Boolean, PlanBuilder> builders = new HashMap<>();
  private final Map<PlanKey, RunnablePlan> plans = new HashMap<>();

  PreparedSignature(
      SessionGraph session,
      SavedModelFile file,
      String signature,
      ModelOptions options,
      String device,
      RuleBook rules,
      FrozenBudget budget) {
    this.session = session;
    this.options = options;
    this.device = device;
    this.rules = rules;
    this.budget = budget;
    this.layers = InferredLayers.of(file, signature, options.loopLimit());
    this.functions = new FunctionGraphs(ShapeInference::infer);
    this.preflight = Preflight.of(layers, rules, functions);
    this.variables = Weights.variables(layers.graph());
    this.weightBytes = Weights.bytes(variables);
  }

  /** Made for the first plan: weights are not read for those who only ask what there is. */
  private PlanBuilder builder(boolean freeze) {
    return builders.computeIfAbsent(
        freeze,
        constants ->
            new PlanBuilder(constants ? frozenGraph() : layers.graph(), rules, functions, device));
  }

  /** Whether the next plan has the weights as constants. */
  private boolean freezes() {
    return switch (options.weights()) {
      case FROZEN -> true;
      case VARIABLES -> false;
      case AUTO -> weightBytes <= LARGEST_GRAPH && budget.take(weightBytes);
    };
  }

  private FlatGraph frozenGraph() {
    FlatGraph graph = layers.graph();
    if (weightBytes > LARGEST_GRAPH) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          graph.model(),
          "its weights take "
              + weightBytes
              + " bytes, more than a graph can hold as constants; use WeightSource.VARIABLES");
    }
    return Weights.freeze(graph, new VariableReader(session).read(variables));
  }

  synchronized int planCount() {
    return plans.size();
  }

  LayerIndex layers() {
    return layers;
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
    boolean freeze = freezes();
    try {
      AttributionPlan plan = builder(freeze).build(wanted, output, kind, weighted);
      RunnablePlan runnable = new RunnablePlan(plan, session);
      plans.put(key, runnable);
      return runnable;
    } catch (RuntimeException e) {
      if (freeze) {
        budget.giveBack(weightBytes);
      }
      throw e;
    }
  }
}
