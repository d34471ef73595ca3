package io.attributable.tensorflow;

import io.attributable.graph.optimise.Optimisation;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.GraphDef;

/**
 * The sessions in which a model's plans run. Plans that read variables or tables run where these
 * are; others have a session each, configured for what they are. Owns native memory. Safe for any
 * number of threads.
 */
final class PlanSessions implements AutoCloseable {
  private final SessionGraph model;
  private final ModelOptions options;
  private final boolean processor;
  private final List<SessionGraph> own = new ArrayList<>();

  /**
   * Sessions beside a model's own.
   *
   * @param processor whether plans run on the processor alone
   */
  PlanSessions(SessionGraph model, ModelOptions options, boolean processor) {
    this.model = model;
    this.options = options;
    this.processor = processor;
  }

  /** The one with the model's variables and tables. */
  SessionGraph model() {
    return model;
  }

  /** The one for a plan, which is then to be imported into it. */
  synchronized SessionGraph of(GraphDef plan) {
    PlanTraits traits = PlanTraits.of(plan);
    if (!options.optimisations().contains(Optimisation.OWN_SESSIONS) || traits.hasResources()) {
      return model;
    }
    boolean straight = processor && !traits.hasFunctions();
    SessionGraph session =
        SessionGraph.empty(straight ? SessionConfig.straight(options) : SessionConfig.of(options));
    own.add(session);
    return session;
  }

  @Override
  public synchronized void close() {
    own.forEach(SessionGraph::close);
    own.clear();
    model.close();
  }
}
