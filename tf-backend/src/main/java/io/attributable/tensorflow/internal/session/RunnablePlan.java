package io.attributable.tensorflow.internal.session;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;
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
    this.plan = plan;
    this.live = live;
    this.session = session;
    String prefix = session.importPlan(plan.graph());
    Graph graph = session.graph();
    others.forEach(tensor -> find(graph, prefix, tensor));
    live.placeholders().forEach(tensor -> find(graph, prefix, tensor));
    plan.inputs().values().forEach(tensor -> find(graph, prefix, tensor));
    plan.output().ifPresent(output -> find(graph, prefix, output.tensor()));
    plan.seed()
        .ifPresent(
            seed -> {
              find(graph, prefix, seed.target());
              find(graph, prefix, seed.weights());
              find(graph, prefix, seed.shape());
            });
    plan.points()
        .ifPresent(points -> points.tensors().forEach(tensor -> find(graph, prefix, tensor)));
    plan.positions().values().forEach(tensor -> find(graph, prefix, tensor));
    for (PlannedTensor tensor : plan.results()) {
      find(graph, prefix, tensor.info().tensor());
      tensor.results().values().forEach(result -> find(graph, prefix, result));
    }
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

  /** Runs it, or a part of it. */
  public Session.Runner runner() {
    return session.session().runner();
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
