package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.tensorflow.internal.session.BaselineResults;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.LargeConstants;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.session.SessionGraph;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A plan that all requests for the same share, in the sessions that it runs in: one of its own for
 * each way to run it, or the model's, where it needs variables. Sessions are made at the first run,
 * and freed when the plan is neither kept nor in use any more. Safe for any number of threads.
 */
final class SharedPlan {
  /** Models that take no shape as one example are not asked for ever. */
  private static final int MOST_TRIED = 4;

  private final AttributionPlan plan;
  private final FedWeights weights;
  private final PlanSessions sessions;
  private final Runnable closed;
  private final SessionKind kind;
  private final boolean plain;
  private final boolean evictable;
  private final PlanSize size;
  private final Optional<ShardLimits> shards;

  /** What the plan was to be written for as one example. */
  private final Set<Map<String, Shape>> tried = new HashSet<>();

  /** Written for one example; none before that, and where that is not worth it. */
  private @Nullable ExamplePlan example;

  private final Map<SessionKind, RunnablePlan> runnable = new HashMap<>();
  private final List<BaselineResults> baselines = new CopyOnWriteArrayList<>();
  private final Map<Class<?>, Object> findings = new ConcurrentHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * A plan with one user: who keeps it.
   *
   * @param weights what it is fed for the model's variables
   * @param device where it runs; empty where TensorFlow chooses
   */
  SharedPlan(AttributionPlan plan, FedWeights weights, PlanSessions sessions, String device) {
    this(plan, weights, sessions, device, () -> {});
  }

  /**
   * The same.
   *
   * @param closed called once its sessions are freed
   */
  SharedPlan(
      AttributionPlan plan,
      FedWeights weights,
      PlanSessions sessions,
      String device,
      Runnable closed) {
    this.weights = weights;
    this.sessions = sessions;
    this.closed = closed;
    PlanTraits traits = PlanTraits.of(plan.graph());
    this.kind = sessions.kind(plan.work(), traits, device);
    this.plain = traits.isPlain();
    this.evictable = !kind.equals(SessionKind.MODEL);
    boolean lean = evictable && sessions.isLean(kind);
    this.plan = lean ? LargeConstants.outsideHeap(plan) : plan;
    this.shards =
        traits.isPlain() && traits.hasAttention()
            ? sessions.shards(kind, plan.work())
            : Optional.empty();
    this.size = lean ? PlanSize.lean(this.plan.graph()) : PlanSize.whole(plan.graph(), evictable);
  }

  /** What is computed. */
  AttributionPlan plan() {
    return plan;
  }

  /** Whether its memory can be freed before the model is closed. */
  boolean isEvictable() {
    return evictable;
  }

  /**
   * The bytes that it keeps, as estimated. They grow with its sessions, of which there is one at
   * least as soon as it runs, and with what these compute of baselines.
   */
  long bytes() {
    return size.bytes(Math.max(1, opened.get())) + baselineBytes();
  }

  private long baselineBytes() {
    return baselines.stream().mapToLong(BaselineResults::bytes).sum();
  }

  /** Those of them that the JVM has room for: its heap, and as much outside of it. */
  long heapBytes() {
    return size.heap() + size.outside();
  }

  /** The plan where it has as many threads as it is worth. */
  RunnablePlan suited(long examples) {
    return runnable(sessions.suited(kind, plan.work(), examples));
  }

  /**
   * The plan for a single example and target.
   *
   * @param shapes of what is fed, by input
   */
  RunnablePlan forExample(Map<String, Shape> shapes) {
    return shards.flatMap(limits -> sharded(shapes, limits)).orElseGet(() -> suited(1));
  }

  private Optional<RunnablePlan> sharded(Map<String, Shape> shapes, ShardLimits limits) {
    return example(shapes, limits).filter(known -> known.takes(shapes)).map(this::sharded);
  }

  private synchronized RunnablePlan sharded(ExamplePlan known) {
    return runnable.computeIfAbsent(kind.forShards(), where -> add(where, known.plan()));
  }

  /**
   * Written for the first shapes that it can be written for: where lengths differ, others stay
   * whole. Those of batches do not wait for it.
   */
  private Optional<ExamplePlan> example(Map<String, Shape> shapes, ShardLimits limits) {
    synchronized (tried) {
      if (example == null && tried.size() < MOST_TRIED && tried.add(Map.copyOf(shapes))) {
        example = ExamplePlan.of(plan, weights.placeholders(), limits, shapes).orElse(null);
      }
      return Optional.ofNullable(example);
    }
  }

  /** The plan where parts of a batch run at the same time. */
  RunnablePlan forParts() {
    return runnable(kind.forParts(plain));
  }

  /** How many parts of a batch should run at the same time. */
  int parts(double multiplications, long examples) {
    return sessions.parts(kind, multiplications, examples);
  }

  /** The plan in a session that can tell what its nodes cost. */
  RunnablePlan traceable() {
    return runnable(kind.traceable());
  }

  private synchronized RunnablePlan runnable(SessionKind wanted) {
    return runnable.computeIfAbsent(wanted, this::add);
  }

  /** What cannot be added to a session leaves none behind. */
  private RunnablePlan add(SessionKind to) {
    return add(to, plan);
  }

  private RunnablePlan add(SessionKind to, AttributionPlan written) {
    SessionGraph session = sessions.open(to);
    try {
      RunnablePlan made =
          new RunnablePlan(written, weights, session, sessions.importing(to, plain));
      opened.incrementAndGet();
      made.baselines().ifPresent(baselines::add);
      return made;
    } catch (RuntimeException | Error e) {
      sessions.close(to, session);
      throw e;
    }
  }

  /** What was found out about the plan while it ran, made at the first call. */
  <T> T finding(Class<T> type, Supplier<T> first) {
    return type.cast(findings.computeIfAbsent(type, unused -> first.get()));
  }

  /** Takes part in its use; false if it was freed already. */
  boolean acquire() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Ends the use by one; with the last one, its sessions are freed. */
  void release() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    runnable.forEach(
        (where, made) -> {
          try (made) {
            sessions.close(where, made.session());
          }
        });
    closed.run();
  }
}
