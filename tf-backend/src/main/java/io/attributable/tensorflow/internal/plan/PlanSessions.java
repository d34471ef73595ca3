package io.attributable.tensorflow.internal.plan;

import io.attributable.Optimisation;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.tensorflow.internal.concurrent.WorkerThreads;
import io.attributable.tensorflow.internal.runtime.Devices;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.PlanImport;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.tensorflow.proto.ConfigProto;

/**
 * The sessions that plans run in. A plan that needs nothing of the model's session has its own, so
 * that its memory is freed with it, and that its nodes run in order where that is faster. Owns
 * native memory until closed. Safe for any number of threads.
 */
public final class PlanSessions implements AutoCloseable {
  /**
   * The share of what plans may keep that a session may keep of what it computed of baselines, and
   * the most of it: that of large batches is computed anew.
   */
  private static final int BASELINE_SHARE = 8;

  private static final long MOST_BASELINE_BYTES = 256L << 20;

  private final ModelSession model;
  private final ModelOptions options;
  private final ThreadChoice threads;
  private final WorkerThreads partThreads;
  private final long baselineBytes;
  private final Map<String, Boolean> hosts = new HashMap<>();
  private final Set<SessionGraph> open = new LinkedHashSet<>();

  /** Sessions besides a model's own. */
  public PlanSessions(ModelSession model, ModelOptions options) {
    this(model, options, ThreadChoice.of(options));
  }

  PlanSessions(ModelSession model, ModelOptions options, ThreadChoice threads) {
    this.model = model;
    this.options = options;
    this.threads = threads;
    this.partThreads = new WorkerThreads(threads.parts() - 1);
    this.baselineBytes =
        Math.min(MOST_BASELINE_BYTES, PlanBounds.of(options).bytes() / BASELINE_SHARE);
  }

  /** The one with the model's variables and tables. */
  public SessionGraph model() {
    return model.get();
  }

  /** The same, for those who need it in some cases only. */
  public ModelSession modelSession() {
    return model;
  }

  /**
   * The default kind of a plan's session.
   *
   * @param device where its nodes are placed; empty where TensorFlow chooses
   */
  SessionKind kind(PlanWork work, PlanTraits traits, String device) {
    if (!options.optimisations().contains(Optimisation.OWN_SESSIONS) || traits.hasResources()) {
      return SessionKind.MODEL;
    }
    boolean host = isHost(device);
    boolean single = host && threads.isSingle(work, 1);
    return new SessionKind(true, host && traits.isStraight(), single, host, false);
  }

  /** The same kind with as many threads as some work is worth. */
  SessionKind suited(SessionKind kind, PlanWork work, long examples) {
    return kind.own() && kind.host() ? kind.withThreads(threads.isSingle(work, examples)) : kind;
  }

  /** How many parts of a batch of some plan run at the same time. */
  int parts(SessionKind kind, double multiplications, long examples) {
    return kind.own() && kind.host() ? threads.parts(multiplications, examples) : 1;
  }

  /** What of an example may come apart; empty for plans that stay whole. */
  Optional<ShardLimits> shards(SessionKind kind, PlanWork work) {
    return kind.own() && kind.host() ? threads.shards(work) : Optional.empty();
  }

  /** The threads that parts of batches run on, besides those of callers. */
  public Executor partThreads() {
    return partThreads;
  }

  /**
   * Whether large constants of a plan are variables of its session. Those who rewrite graphs for
   * mixed precision know constants, and plain convolutions only.
   */
  boolean isLean(SessionKind kind) {
    return kind.own()
        && kind.host()
        && options.optimisations().contains(Optimisation.CONSTANTS_AS_VARIABLES)
        && SessionConfig.isRewritingOurs(options);
  }

  /**
   * How a plan is added to a session.
   *
   * @param plain whether it has no control flow
   */
  PlanImport importing(SessionKind kind, boolean plain) {
    boolean ours = kind.own() && kind.host();
    boolean keeps = plain && options.optimisations().contains(Optimisation.KEPT_BASELINES);
    return new PlanImport(isLean(kind), ours, ours && keeps ? baselineBytes : 0);
  }

  /** Whether a device is the processor; TensorFlow is queried once. */
  synchronized boolean isHost(String device) {
    return hosts.computeIfAbsent(device, name -> Devices.isHost(name, options.config()));
  }

  /** A session for one plan, to be closed with {@link #close(SessionKind, SessionGraph)}. */
  SessionGraph open(SessionKind kind) {
    if (!kind.own()) {
      return model.get();
    }
    ConfigProto config = config(kind);
    SessionGraph session =
        SessionGraph.empty(kind.single() ? SessionConfig.onOneThread(config) : config);
    synchronized (this) {
      open.add(session);
    }
    return session;
  }

  private ConfigProto config(SessionKind kind) {
    if (kind.sharded()) {
      return SessionConfig.sharded(options);
    }
    if (kind.straight()) {
      return SessionConfig.straight(options);
    }
    return kind.host() ? SessionConfig.winding(options) : SessionConfig.of(options);
  }

  /** Frees a session that was opened for a plan. */
  void close(SessionKind kind, SessionGraph session) {
    boolean known;
    synchronized (this) {
      known = open.remove(session);
    }
    if (known && kind.own()) {
      session.close();
    }
  }

  /** All that are open. */
  public synchronized List<SessionGraph> all() {
    List<SessionGraph> all = new ArrayList<>(open);
    model.ifOpen().ifPresent(all::add);
    return all;
  }

  @Override
  public synchronized void close() {
    open.forEach(SessionGraph::close);
    open.clear();
    partThreads.close();
    model.close();
  }
}
