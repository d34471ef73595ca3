package io.attributable.tensorflow.internal.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The plans of a model. Each is made once, however many ask for it at the same time, and nobody
 * waits for one that others ask for. Of plans in sessions of their own, the least recently used go
 * where there are too many; those in the model's session cannot be taken out of it, but have no
 * weights, and stay. Safe for any number of threads.
 */
public final class PlanCache implements AutoCloseable {
  private final int most;
  private final Map<PlanKey, CompletableFuture<SharedPlan>> plans =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param most how many plans in sessions of their own are kept
   */
  public PlanCache(int most) {
    this.most = most;
  }

  /**
   * A plan.
   *
   * @param maker makes it, at the first request for it; what it throws is thrown to that request
   *     alone. Those who waited for it have reasons of their own to fail, or none: they try it
   *     themselves, one after the other
   */
  PlanLease lease(PlanKey key, Supplier<SharedPlan> maker) {
    while (true) {
      CompletableFuture<SharedPlan> made = new CompletableFuture<>();
      CompletableFuture<SharedPlan> known;
      synchronized (plans) {
        known = plans.get(key);
        if (known == null) {
          plans.put(key, made);
        }
      }
      Optional<SharedPlan> plan =
          known == null ? Optional.of(make(key, made, maker)) : madeByOther(known);
      if (plan.filter(SharedPlan::acquire).isPresent()) {
        evict();
        return new PlanLease(plan.get());
      }
    }
  }

  private SharedPlan make(
      PlanKey key, CompletableFuture<SharedPlan> future, Supplier<SharedPlan> maker) {
    try {
      SharedPlan plan = maker.get();
      future.complete(plan);
      return plan;
    } catch (RuntimeException | Error e) {
      synchronized (plans) {
        plans.remove(key, future);
      }
      future.completeExceptionally(e);
      throw e;
    }
  }

  /** Empty where it came to nothing. */
  private static Optional<SharedPlan> madeByOther(CompletableFuture<SharedPlan> future) {
    try {
      return Optional.of(future.join());
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  private void evict() {
    List<SharedPlan> evicted = new ArrayList<>();
    synchronized (plans) {
      long own = plans.values().stream().filter(PlanCache::isEvictable).count();
      Iterator<CompletableFuture<SharedPlan>> eldest = plans.values().iterator();
      while (own > most && eldest.hasNext()) {
        CompletableFuture<SharedPlan> plan = eldest.next();
        if (isEvictable(plan)) {
          evicted.add(plan.join());
          eldest.remove();
          own--;
        }
      }
    }
    evicted.forEach(SharedPlan::release);
  }

  private static boolean isEvictable(CompletableFuture<SharedPlan> plan) {
    return plan.isDone() && !plan.isCompletedExceptionally() && plan.join().isEvictable();
  }

  /** How many plans are kept or being made. */
  public int size() {
    synchronized (plans) {
      return plans.size();
    }
  }

  /** Lets go of all plans; nobody may be using or making one. */
  @Override
  public void close() {
    List<CompletableFuture<SharedPlan>> all;
    synchronized (plans) {
      all = new ArrayList<>(plans.values());
      plans.clear();
    }
    all.stream()
        .filter(plan -> plan.isDone() && !plan.isCompletedExceptionally())
        .forEach(plan -> plan.join().release());
  }
}
