package io.attributable.tensorflow.internal.model;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.preflight.Purity;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.StateRestorer;
import io.attributable.tensorflow.options.StatePolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The state of a model, and what becomes of it where requests change it. Signatures may share
 * variables, so that a request which changes any is computed alone, and none that is being computed
 * sees its changes. Safe for any number of threads.
 */
final class ModelState {
  private final ModelSession session;
  private final StatePolicy policy;
  private final Map<String, StateRestorer> restorers = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  ModelState(ModelSession session, StatePolicy policy) {
    this.session = session;
    this.policy = policy;
  }

  /** Whether requests may change it as they do. */
  boolean isKept() {
    return policy == StatePolicy.KEEP;
  }

  /**
   * Runs something that may change the state. May be called again within it, by the same thread and
   * for the same signature.
   *
   * @param graph of the signature that is run
   * @throws io.attributable.AttributionException STATEFUL_MODEL
   */
  <T> T around(FlatGraph graph, Supplier<T> action) {
    StateRestorer restorer = restorer(graph);
    Lock held = restorer.restores() ? lock.writeLock() : lock.readLock();
    Call.lock(held);
    try {
      return restorer.around(action);
    } finally {
      held.unlock();
    }
  }

  private StateRestorer restorer(FlatGraph graph) {
    synchronized (restorers) {
      return restorers.computeIfAbsent(
          graph.signature().name(),
          name -> StateRestorer.of(session, graph, Purity.of(graph), policy));
    }
  }
}
