package io.attributable.tensorflow.internal.session;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** A plan that is part of a session's graph. Immutable, safe for any number of threads. */
public final class RunnablePlan {
  private final AttributionPlan plan;
  private final FedWeights live;
  private final SessionGraph session;
  private final Map<TensorRef, Output<?>> outputs = new HashMap<>();

  /**
   * Adds a plan to a session.
   *
   * @param others tensors of it to be found besides those of the plan
   * @param live weights that are fed
   */
  public RunnablePlan(
      AttributionPlan plan, Collection<TensorRef> others, FedWeights live, SessionGraph session) {
    this(plan, others, live, session, false, false);
  }

  /**
   * The same, for the only plan of a session.
   *
   * @param lean whether its large constants become variables
   * @param stoppable whether its runs look in between whether to stop
   */
  public RunnablePlan(
      AttributionPlan plan,
      FedWeights live,
      SessionGraph session,
      boolean lean,
      boolean stoppable) {
    this(plan, List.of(), live, session, lean, stoppable);
  }

  private RunnablePlan(
      AttributionPlan plan,
      Collection<TensorRef> others,
      FedWeights live,
      SessionGraph session,
      boolean lean,
      boolean stoppable) {
    this.plan = plan;
    this.live = live;
    this.session = session;
    Set<TensorRef> tensors = plan.fedAndFetched();
    tensors.addAll(others);
    tensors.addAll(live.placeholders());
    String prefix = add(tensors, lean, stoppable);
    tensors.forEach(tensor -> find(session.graph(), prefix, tensor));
  }

  private String add(Set<TensorRef> tensors, boolean lean, boolean stoppable) {
    PlanWork work = stoppable ? plan.work() : PlanWork.NONE;
    if (lean) {
      return session.importLeanPlan(
          plan.graph(),
          tensors.stream().map(TensorRef::node).collect(Collectors.toUnmodifiableSet()),
          work);
    }
    return stoppable
        ? session.importStoppablePlan(plan.graph(), work)
        : session.importPlan(plan.graph());
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
}
