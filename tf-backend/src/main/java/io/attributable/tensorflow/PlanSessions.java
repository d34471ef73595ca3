package io.attributable.tensorflow;

import io.attributable.graph.optimise.Optimisation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * The sessions in which a model's plans run. Plans that read variables or tables run where these
 * are; others have a session each, configured for what they are. Owns native memory. Safe for any
 * number of threads.
 */
final class PlanSessions implements AutoCloseable {
  private final SessionGraph model;
  private final ModelOptions options;
  private final List<SessionGraph> own = new ArrayList<>();
  private final Set<SessionGraph> straight = new HashSet<>();
  private final Map<RunnablePlan, RunnablePlan> traceable = new HashMap<>();

  /** Sessions beside a model's own. */
  PlanSessions(SessionGraph model, ModelOptions options) {
    this.model = model;
    this.options = options;
  }

  /** The one with the model's variables and tables. */
  SessionGraph model() {
    return model;
  }

  /**
   * The one for a plan, which is then to be imported into it.
   *
   * @param device where its nodes are placed; empty where TensorFlow chooses
   */
  synchronized SessionGraph of(GraphDef plan, String device) {
    PlanTraits traits = PlanTraits.of(plan);
    if (!options.optimisations().contains(Optimisation.OWN_SESSIONS) || traits.hasResources()) {
      return model;
    }
    if (traits.isStraight() && Devices.isHost(device, options.config())) {
      SessionGraph session = open(SessionConfig.straight(options));
      straight.add(session);
      return session;
    }
    return open(SessionConfig.of(options));
  }

  /** A plan, or the same in another session: who runs straight on keeps no record of it. */
  synchronized RunnablePlan traceable(RunnablePlan plan) {
    return straight.contains(plan.session())
        ? traceable.computeIfAbsent(plan, known -> known.in(open(SessionConfig.of(options))))
        : plan;
  }

  private SessionGraph open(ConfigProto config) {
    SessionGraph session = SessionGraph.empty(config);
    own.add(session);
    return session;
  }

  /** All that are open. */
  synchronized List<SessionGraph> all() {
    List<SessionGraph> all = new ArrayList<>(own);
    all.add(model);
    return all;
  }

  @Override
  public synchronized void close() {
    own.forEach(SessionGraph::close);
    own.clear();
    model.close();
  }
}
