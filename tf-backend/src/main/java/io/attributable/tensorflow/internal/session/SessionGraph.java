package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.graph.flat.LoadableSubgraph;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.write.UniqueFunctionNames;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.tensor.NativeTensors;
import io.attributable.tensorflow.options.ModelOptions;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A session and its graph, to which plans are added. Of a loaded SavedModel, the session has the
 * variables and tables. Owns native memory.
 */
public final class SessionGraph implements AutoCloseable {
  private static final String PLAN = "plan_";

  private final Graph graph;
  private final Session session;
  private final Runnable closing;
  private final Set<String> taken;
  private final AtomicInteger plans = new AtomicInteger();
  private volatile @Nullable StopFlags flags;

  /** What variables share their memory with. */
  private volatile Map<String, TensorProto> shared = Map.of();

  private SessionGraph(Graph graph, Session session, Set<String> taken, Runnable closing) {
    this.taken = taken;
    this.graph = graph;
    this.session = session;
    this.closing = closing;
  }

  /**
   * Loads a model's variables and tables.
   *
   * @throws AttributionException VARIABLES_MISSING, RUN_FAILED
   */
  public static SessionGraph load(Path directory, SavedModelFile file, ModelOptions options) {
    CheckpointCheck.require(new SavedModelFiles(directory), file.name(), file.graph());
    ConfigProto config = SessionConfig.ofModel(options, file.graph());
    try {
      if (!LoadableSubgraph.isWhole(file.graph(), file.ops()) || !SignatureNodes.areThere(file)) {
        return loadPart(new PartialModelLoader(directory, file), file, config);
      }
      SavedModelBundle bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(file.tags().toArray(new String[0]))
              .withConfigProto(config)
              .load();
      SessionGraph session =
          new SessionGraph(bundle.graph(), bundle.session(), names(file.graph()), bundle::close);
      UnrestoredVariables.fill(session, file.graph());
      return session;
    } catch (RuntimeException e) {
      throw RunErrors.translate("load", file.name(), e);
    }
  }

  /**
   * The same from what was read before, without any file.
   *
   * @throws AttributionException RUN_FAILED
   */
  public static SessionGraph restored(
      SavedModelFile file, RestoredWeights weights, ModelOptions options) {
    AssignableGraph graph = AssignableGraph.of(file.graph(), weights);
    SessionGraph session =
        empty(SessionConfig.ofModel(options, file.graph()), names(graph.graph()));
    try {
      session.graph().importGraphDef(graph.graph());
      graph.assign(session.graph(), session.session());
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static SessionGraph loadPart(
      PartialModelLoader part, SavedModelFile file, ConfigProto config) {
    SessionGraph session = empty(config, names(file.graph()));
    try {
      part.importInto(session.graph());
      part.initialise(session.session());
      UnrestoredVariables.fill(session, file.graph());
      return session;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /** A session whose graph has nothing but the plans that will be added to it. */
  public static SessionGraph empty(ConfigProto config) {
    return empty(config, Set.of());
  }

  private static SessionGraph empty(ConfigProto config, Set<String> taken) {
    Graph graph = new Graph();
    try {
      Session session = new Session(graph, config);
      return new SessionGraph(
          graph,
          session,
          taken,
          () -> {
            session.close();
            graph.close();
          });
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  public Session session() {
    return session;
  }

  public Graph graph() {
    return graph;
  }

  /** What a model's own nodes and functions are called, as far as plans might be, too. */
  private static Set<String> names(GraphDef model) {
    return Stream.concat(
            model.getNodeList().stream().map(NodeDef::getName),
            model.getLibrary().getFunctionList().stream()
                .map(function -> function.getSignature().getName()))
        .filter(name -> name.startsWith(PLAN))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Adds nodes, and the functions they refer to, under a name of their own; returns it. */
  public String importPlan(GraphDef written) {
    GraphDef plan = SafeProducts.in(written);
    String prefix = freeName();
    boolean hasFunctions = plan.getLibrary().getFunctionCount() > 0;
    graph.importGraphDef(
        hasFunctions ? UniqueFunctionNames.of(plan.toBuilder(), prefix + "_") : plan, prefix);
    return prefix;
  }

  /**
   * The same with large constants as variables of this session.
   *
   * @param kept nodes whose results are fetched or fed
   * @param parts that do not run together
   * @param work of the plan, which says how often its runs look whether to stop
   */
  String importLeanPlan(GraphDef plan, Set<String> kept, PlanParts parts, PlanWork work) {
    ConstantVariables lean = ConstantVariables.of(plan, kept);
    Probed probed = importProbed(lean.graph(), parts, work);
    lean.assign(graph, session, probed.prefix(), probed.flags());
    shared = lean.values();
    return probed.prefix();
  }

  /** The same as {@link #importPlan} for the only plan of a session, whose runs can be stopped. */
  String importStoppablePlan(GraphDef plan, PlanParts parts, PlanWork work) {
    Probed probed = importProbed(plan, parts, work);
    FedAssignments.ofPlan(probed.flags())
        .run(graph, session, probed.prefix() + "/", NativeTensors::sharing);
    return probed.prefix();
  }

  /**
   * A plan that was added.
   *
   * @param flags what the variable of its flags is to have, by its name; empty if it has none
   */
  private record Probed(String prefix, Map<String, TensorProto> flags) {}

  private Probed importProbed(GraphDef plan, PlanParts parts, PlanWork work) {
    StopProbes probes = StopProbes.of(plan, work);
    Optional<GraphDef> probed = probes.addTo(plan, parts);
    String prefix = importPlan(probed.orElse(plan));
    if (probed.isEmpty()) {
      return new Probed(prefix, Map.of());
    }
    flags = new StopFlags(this, probes, prefix, ControlFlow.isIn(plan));
    return new Probed(prefix, Map.of(probes.name(), StopProbes.allGoOn()));
  }

  /**
   * Runs a part of the graph for the call that this thread works for, which may end it early.
   *
   * @param runner of this session
   * @param meter looks at what it takes
   * @throws AttributionException CANCELLED, DEADLINE_EXCEEDED
   */
  public Result run(Session.Runner runner, RunMeter meter) {
    StopFlags own = flags;
    return own != null ? own.run(runner, meter) : StopFlags.runWithout(runner, meter);
  }

  /** Whether a graph may run as it is, and not only as a plan that is added. */
  public static boolean runsAsLoaded(GraphDef graph) {
    return !SafeProducts.isNeeded(graph);
  }

  private String freeName() {
    String name = PLAN + plans.incrementAndGet();
    boolean free =
        taken.stream()
            .noneMatch(
                other ->
                    other.equals(name)
                        || other.startsWith(name + "/")
                        || other.startsWith(name + "_"));
    return free ? name : freeName();
  }

  @Override
  public void close() {
    try {
      closing.run();
    } finally {
      Reference.reachabilityFence(shared);
      shared = Map.of();
    }
    if (flags != null) {
      flags.close();
    }
  }
}
