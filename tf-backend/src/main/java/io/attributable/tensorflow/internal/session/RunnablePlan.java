package io.attributable.tensorflow.internal.session;

import io.attributable.graph.optimise.BaselinePass;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.points.PointFeeds;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A plan that is part of a session's graph. Safe for any number of threads. Owns native memory
 * where it keeps what it computes of baselines, until closed; its session does not belong to it.
 */
public final class RunnablePlan implements AutoCloseable {
  private final AttributionPlan plan;
  private final FedWeights live;
  private final SessionGraph session;
  private final Map<TensorRef, Output<?>> outputs = new HashMap<>();
  private final Optional<BaselineResults> baselines;

  /**
   * Adds a plan to a session.
   *
   * @param others tensors of it to be found besides those of the plan
   * @param live weights that are fed
   */
  public RunnablePlan(
      AttributionPlan plan, Collection<TensorRef> others, FedWeights live, SessionGraph session) {
    this(plan, others, live, session, new PlanImport(false, false, 0));
  }

  /** The same, for the only plan of a session; where baselines are kept, without control flow. */
  public RunnablePlan(AttributionPlan plan, FedWeights live, SessionGraph session, PlanImport how) {
    this(plan, List.of(), live, session, how);
  }

  private RunnablePlan(
      AttributionPlan plan,
      Collection<TensorRef> others,
      FedWeights live,
      SessionGraph session,
      PlanImport how) {
    this.plan = plan;
    this.live = live;
    this.session = session;
    Set<TensorRef> tensors = plan.fedAndFetched();
    tensors.addAll(others);
    tensors.addAll(live.placeholders());
    Optional<BaselinePass> pass =
        how.baselineBytes() > 0 ? baselinePass(tensors) : Optional.empty();
    pass.ifPresent(
        cut -> {
          tensors.addAll(cut.taken().keySet());
          tensors.addAll(cut.taken().values());
          tensors.addAll(cut.fetched().values());
        });
    String prefix = add(pass, tensors, how);
    tensors.forEach(tensor -> find(session.graph(), prefix, tensor));
    this.baselines = pass.map(cut -> results(cut, how.baselineBytes()));
  }

  private Optional<BaselinePass> baselinePass(Set<TensorRef> tensors) {
    return plan.points()
        .map(PlannedPoints::feeds)
        .flatMap(points -> BaselinePass.of(plan.graph(), feeds(points), tensors));
  }

  /** The shapes of inputs are in the key of what is kept; defaults may be left to the graph. */
  private BaselinePass.Feeds feeds(PointFeeds points) {
    Set<String> fed =
        plan.graph().getNodeList().stream()
            .filter(node -> node.getOp().equals("Placeholder"))
            .map(NodeDef::getName)
            .collect(Collectors.toSet());
    return BaselinePass.Feeds.of(
        points.baselines().values(),
        Set.of(points.rows()),
        plan.inputs().values().stream().filter(input -> fed.contains(input.node())).toList());
  }

  private String add(Optional<BaselinePass> pass, Set<TensorRef> tensors, PlanImport how) {
    PlanWork work = how.stoppable() ? plan.work() : PlanWork.NONE;
    GraphDef graph = pass.map(BaselinePass::graph).orElse(plan.graph());
    PlanParts parts =
        pass.map(cut -> new PlanParts(cut.nodes(), cut.shared())).orElse(PlanParts.NONE);
    if (how.lean()) {
      return session.importLeanPlan(
          graph,
          tensors.stream().map(TensorRef::node).collect(Collectors.toUnmodifiableSet()),
          parts,
          work);
    }
    return how.stoppable()
        ? session.importStoppablePlan(graph, parts, work)
        : session.importPlan(graph);
  }

  /** Tensors of the pass are found where the rest of the plan has them. */
  private BaselineResults results(BaselinePass pass, long most) {
    Map<Output<?>, Output<?>> taken = new LinkedHashMap<>();
    pass.taken().forEach((made, fed) -> taken.put(output(made), output(fed)));
    pass.fetched().forEach((made, given) -> outputs.put(made, output(given)));
    return new BaselineResults(taken, most);
  }

  /** Looked up once: names cost time at every run. */
  private void find(Graph graph, String prefix, TensorRef tensor) {
    var operation = graph.operation(prefix + "/" + tensor.node());
    if (operation != null) {
      outputs.put(tensor, operation.output(tensor.index()));
    }
  }

  /** Where it runs. */
  public SessionGraph session() {
    return session;
  }

  /** Takes what is fed and fetched of a run, for {@link #run}. */
  public Session.Runner runner() {
    return session.session().runner();
  }

  /**
   * Runs it, or a part of it, for the call that this thread works for.
   *
   * @param runner of this plan
   * @throws io.attributable.AttributionException CANCELLED, DEADLINE_EXCEEDED
   */
  public Result run(Session.Runner runner) {
    return session.run(runner, RunMeter.NONE);
  }

  /** The same while a meter looks at it. */
  public Result run(Session.Runner runner, RunMeter meter) {
    return session.run(runner, meter);
  }

  public AttributionPlan plan() {
    return plan;
  }

  /** What it computed of baselines, of plans that do so apart from the rest. */
  public Optional<BaselineResults> baselines() {
    return baselines;
  }

  /** The weights that it is fed. */
  public FedWeights live() {
    return live;
  }

  /** A tensor of the plan in the session's graph. */
  public Output<?> output(TensorRef tensor) {
    Output<?> output = outputs.get(tensor);
    if (output == null) {
      throw new IllegalStateException("not part of the plan: " + tensor);
    }
    return output;
  }

  /** Whether the plan needs a tensor at all. */
  public boolean holds(TensorRef tensor) {
    return outputs.containsKey(tensor);
  }

  @Override
  public void close() {
    baselines.ifPresent(BaselineResults::close);
  }
}
