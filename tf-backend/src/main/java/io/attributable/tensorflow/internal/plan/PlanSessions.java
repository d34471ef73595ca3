package io.attributable.tensorflow.internal.plan;

import io.attributable.Optimisation;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.tensorflow.internal.runtime.Devices;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.ConfigProto;

/**
 * The sessions in which a model's plans run. Plans that read variables or tables run where these
 * are; others have a session each, configured for what they are. Owns native memory. Safe for any
 * number of threads.
 */
public final class PlanSessions implements AutoCloseable {
  private final SessionGraph model;
  private final ModelOptions options;
  private final ThreadChoice threads;
  private final Map<String, Boolean> hosts = new HashMap<>();
  private final List<SessionGraph> open = new ArrayList<>();
  private final Map<SessionGraph, Kind> own = new HashMap<>();
  private final Map<RunnablePlan, RunnablePlan> traceable = new HashMap<>();
  private final Map<RunnablePlan, RunnablePlan> otherwise = new HashMap<>();

  /**
   * What a session of its own was made for.
   *
   * @param straight whether it runs nodes in order, and keeps no record of them
   * @param single whether it has one thread; otherwise as many as there are cores
   * @param host whether it runs on the processor
   */
  private record Kind(boolean straight, boolean single, boolean host) {
    Kind withThreads(boolean one) {
      return new Kind(straight, one, host);
    }
  }

  /** Sessions beside a model's own. */
  public PlanSessions(SessionGraph model, ModelOptions options) {
    this(model, options, ThreadChoice.of(options));
  }

  public PlanSessions(SessionGraph model, ModelOptions options, ThreadChoice threads) {
    this.model = model;
    this.options = options;
    this.threads = threads;
  }

  /** The one with the model's variables and tables. */
  public SessionGraph model() {
    return model;
  }

  /**
   * The one for a plan, which is then to be imported into it.
   *
   * @param device where its nodes are placed; empty where TensorFlow chooses
   */
  synchronized SessionGraph of(AttributionPlan plan, String device) {
    PlanTraits traits = PlanTraits.of(plan.graph());
    if (!options.optimisations().contains(Optimisation.OWN_SESSIONS) || traits.hasResources()) {
      return model;
    }
    boolean host = isHost(device);
    boolean single = host && threads.isSingle(plan.work(), 1);
    return open(new Kind(host && traits.isStraight(), single, host));
  }

  /** A plan, or the same in another session: who runs straight on keeps no record of it. */
  public synchronized RunnablePlan traceable(RunnablePlan plan) {
    Kind kind = own.get(plan.session());
    return kind != null && kind.straight()
        ? traceable.computeIfAbsent(
            plan, known -> known.in(open(new Kind(false, kind.single(), kind.host()))))
        : plan;
  }

  /** A plan, or the same in another session that has as many threads as it is worth. */
  public synchronized RunnablePlan suited(RunnablePlan plan, long examples) {
    Kind kind = own.get(plan.session());
    if (kind == null || !kind.host()) {
      return plan;
    }
    boolean single = threads.isSingle(plan.plan().work(), examples);
    return single == kind.single()
        ? plan
        : otherwise.computeIfAbsent(plan, known -> known.in(open(kind.withThreads(single))));
  }

  /** Whether what is placed there runs on the processor; TensorFlow is asked once. */
  synchronized boolean isHost(String device) {
    return hosts.computeIfAbsent(device, name -> Devices.isHost(name, options.config()));
  }

  private SessionGraph open(Kind kind) {
    ConfigProto config =
        kind.straight() ? SessionConfig.straight(options) : SessionConfig.of(options);
    SessionGraph session =
        SessionGraph.empty(kind.single() ? SessionConfig.onOneThread(config) : config);
    open.add(session);
    own.put(session, kind);
    return session;
  }

  /** All that are open. */
  public synchronized List<SessionGraph> all() {
    List<SessionGraph> all = new ArrayList<>(open);
    all.add(model);
    return all;
  }

  @Override
  public synchronized void close() {
    open.forEach(SessionGraph::close);
    open.clear();
    model.close();
  }
}
