package io.attributable.tensorflow.internal.plan;

import io.attributable.AttributionException;
import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.method.MethodPlan;
import io.attributable.graph.optimise.Optimiser;
import io.attributable.graph.optimise.WeightOrder;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanBuilder;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.preflight.LayerPlans;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.write.EqualSizes;
import io.attributable.tensorflow.internal.observe.Observers;
import io.attributable.tensorflow.internal.runtime.Processor;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.OneDnn;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.internal.stored.WantedPlan;
import io.attributable.tensorflow.observe.PlanInfo;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.WeightSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Makes the plans of a signature. Safe for any number of threads. */
public final class SignaturePlans {
  /** What the plans of a model have in common. */
  public record Shared(
      PlanSessions sessions,
      PlanCache cache,
      ModelSource origin,
      ModelOptions options,
      RuleBook rules,
      Observers observers) {}

  private record BuilderKey(boolean frozen, String device) {}

  /** Makes plans, and knows what they are fed. */
  private record Builder(PlanBuilder plans, FedWeights weights) {}

  /**
   * A plan before anything is optimised, which reads the model's own variables where it can.
   *
   * @param weights what it is fed
   */
  public record Written(AttributionPlan plan, FedWeights weights) {}

  private final Shared shared;
  private final String signature;
  private final FunctionGraphs functions;
  private final PlanGraphs graphs;
  private final Map<BuilderKey, Builder> builders = new HashMap<>();

  SignaturePlans(Shared shared, LayerIndex layers, FunctionGraphs functions) {
    this.shared = shared;
    this.signature = layers.graph().signature().name();
    this.functions = functions;
    this.graphs =
        new PlanGraphs(
            layers.graph(),
            functions,
            shared.origin(),
            shared.sessions().modelSession(),
            shared.options());
  }

  /**
   * A plan, made at the first request for it.
   *
   * @param layers what it is made for, for errors
   * @param device where it runs
   * @throws AttributionException as {@link LayerPlans#build}
   */
  PlanLease lease(PlanSpec spec, LayerPlans layers, String device) {
    List<Runnable> told = new ArrayList<>();
    PlanLease lease =
        shared
            .cache()
            .lease(
                new PlanKey(signature, spec, device),
                () -> observed(spec, layers, device, told::add));
    try {
      told.forEach(Runnable::run);
      return lease;
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** What plans are made of, its weights being variables. */
  FlatGraph graph() {
    return graphs.lean();
  }

  private SharedPlan observed(
      PlanSpec spec, LayerPlans layers, String device, Consumer<Runnable> told) {
    AtomicBoolean cached = new AtomicBoolean();
    return shared
        .observers()
        .plan(
            () -> {
              Optional<SharedPlan> stored = stored(spec, device);
              cached.set(stored.isPresent());
              return stored.orElseGet(() -> made(spec, layers, device));
            },
            (plan, nanos) ->
                new PlanInfo(
                    shared.origin().file().name(),
                    signature,
                    Duration.ofNanos(nanos),
                    plan.plan().graph().getNodeCount(),
                    plan.bytes(),
                    cached.get()),
            told);
  }

  /** Such a plan has its weights as constants, or reads the variables of the model's session. */
  private Optional<SharedPlan> stored(PlanSpec spec, String device) {
    return shared
        .origin()
        .planDirectory()
        .flatMap(plans -> plans.find(wanted(spec, device)))
        .map(plan -> new SharedPlan(plan, FedWeights.none(), shared.sessions(), device));
  }

  private WantedPlan wanted(PlanSpec spec, String device) {
    return new WantedPlan(signature, spec, device, shared.sessions().isHost(device));
  }

  private SharedPlan made(PlanSpec spec, LayerPlans layers, String device) {
    Builder builder = builder(freezes(), device);
    AttributionPlan plan = layers.build(builder.plans(), spec);
    shared.origin().planDirectory().ifPresent(plans -> plans.keep(wanted(spec, device), plan));
    return new SharedPlan(plan, builder.weights(), shared.sessions(), device);
  }

  /** Whether plans have the weights as constants. */
  private boolean freezes() {
    return switch (shared.options().weights()) {
      case FROZEN -> true;
      case VARIABLES -> false;
      case AUTO ->
          !shared.origin().changes()
              && graphs.weightsFitIntoGraph()
              && graphs.weightBytes() <= shared.options().frozenLimitBytes();
    };
  }

  /** Reads the weights now, where they are to be those of this moment. */
  void requireWeights(String device) {
    builder(shared.options().weights() == WeightSource.FROZEN, device);
  }

  /** Made for the first plan: weights are not read for those who only ask what there is. */
  private synchronized Builder builder(boolean freeze, String device) {
    return builders.computeIfAbsent(
        new BuilderKey(freeze, device),
        key -> {
          GraphWithWeights weighted = graphs.lean(freeze);
          return new Builder(
              new PlanBuilder(
                  weighted.graph(),
                  shared.rules(),
                  functions,
                  graphs.sizes(),
                  optimiser(device),
                  device),
              weighted.live());
        });
  }

  /**
   * Fused kernels are there for the processor only, and unknown to those who rewrite graphs for
   * mixed precision; nor are constants of such plans variables.
   */
  private Optimiser optimiser(String device) {
    ModelOptions options = shared.options();
    Set<Optimisation> wanted = new HashSet<>(options.optimisations());
    boolean exact =
        options.execution().precision() == Precision.FULL
            && !options.config().getGraphOptions().hasRewriteOptions();
    if (!exact || !shared.sessions().isHost(device)) {
      wanted.remove(Optimisation.FUSED_KERNELS);
      wanted.remove(Optimisation.CONSTANTS_AS_VARIABLES);
    }
    return new Optimiser(wanted, ConstantFolding::evaluate, order(wanted));
  }

  /** Products of plans whose constants are variables are oneDNN's. */
  private static WeightOrder order(Set<Optimisation> wanted) {
    boolean narrow =
        wanted.contains(Optimisation.CONSTANTS_AS_VARIABLES)
            && Processor.endsWithAvx2()
            && OneDnn.isThere();
    return narrow ? WeightOrder.TRANSPOSED : WeightOrder.PLAIN;
  }

  /** What a plan looks like before anything is optimised, with whole results. */
  Written asWritten(PlanSpec spec, MethodPlan by, LayerPlans layers, String device) {
    ModelOptions options = shared.options();
    // What was frozen while its variables go on changing can only be compared with itself.
    GraphWithWeights weighted =
        graphs.asWritten(shared.origin().changes() && options.weights() == WeightSource.FROZEN);
    PlanBuilder builder =
        new PlanBuilder(
            weighted.graph(),
            shared.rules(),
            functions,
            EqualSizes.UNKNOWN,
            Optimiser.none(),
            device);
    return new Written(layers.build(builder, spec.whole(by)), weighted.live());
  }
}
