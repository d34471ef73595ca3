package io.attributable.tensorflow.internal.model;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.preflight.Purity;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.session.StateRestorer;
import io.attributable.tensorflow.options.StatePolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The state of a model, and what becomes of it where requests change it. Safe for any number of
 * threads.
 */
final class ModelState {
  private final SessionGraph session;
  private final StatePolicy policy;
  private final Map<String, StateRestorer> restorers = new HashMap<>();

  ModelState(SessionGraph session, StatePolicy policy) {
    this.session = session;
    this.policy = policy;
  }

  /** Whether requests may change it as they do. */
  boolean isKept() {
    return policy == StatePolicy.KEEP;
  }

  /**
   * Runs something that may change the state.
   *
   * @param graph of the signature that is run
   * @throws io.attributable.AttributionException STATEFUL_MODEL
   */
  <T> T around(FlatGraph graph, Supplier<T> action) {
    return restorer(graph).around(action);
  }

  private StateRestorer restorer(FlatGraph graph) {
    synchronized (restorers) {
      return restorers.computeIfAbsent(
          graph.signature().name(),
          name -> StateRestorer.of(session, graph, Purity.of(graph), policy));
    }
  }
}
