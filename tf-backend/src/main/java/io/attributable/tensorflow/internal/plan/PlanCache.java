package io.attributable.tensorflow.internal.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.call.Call;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The plans of a model. Each is made once, however many ask for it at the same time, and nobody
 * waits for one that others ask for. Of plans in sessions of their own, the least recently used go
 * where there are too many, or where they take too much memory; those in the model's session cannot
 * be taken out of it, and stay. Safe for any number of threads.
 */
public final class PlanCache implements AutoCloseable {
  private final PlanBounds bounds;
  private final Map<PlanKey, CompletableFuture<SharedPlan>> plans =
      new LinkedHashMap<>(16, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param bounds of what is kept
   */
  public PlanCache(PlanBounds bounds) {
    this.bounds = bounds;
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
        if (known == null) {
          evict(plan.get());
        }
        return new PlanLease(plan.get(), () -> evict(plan.get()));
      }
    }
  }

  private SharedPlan make(
      PlanKey key, CompletableFuture<SharedPlan> future, Supplier<SharedPlan> maker) {
    try {
      SharedPlan plan = requireRoom(maker.get());
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
    Call.await(future);
    return future.isCompletedExceptionally() ? Optional.empty() : Optional.of(future.join());
  }

  /**
   * Frees plans until the others are within bounds.
   *
   * @param wanted stays in any case
   */
  private void evict(SharedPlan wanted) {
    List<SharedPlan> evicted = new ArrayList<>();
    synchronized (plans) {
      PlanTotals totals = PlanTotals.of(made());
      Iterator<CompletableFuture<SharedPlan>> eldest = plans.values().iterator();
      while (!totals.isWithin(bounds) && eldest.hasNext()) {
        CompletableFuture<SharedPlan> plan = eldest.next();
        if (isEvictable(plan) && plan.join() != wanted) {
          evicted.add(plan.join());
          totals = totals.without(plan.join());
          eldest.remove();
        }
      }
    }
    evicted.forEach(SharedPlan::release);
  }

  /**
   * Plans in the model's session stay as long as the model, so that no more are made than there is
   * room for.
   *
   * @throws AttributionException TOO_MANY_PLANS
   */
  private SharedPlan requireRoom(SharedPlan plan) {
    if (plan.isEvictable()) {
      return plan;
    }
    List<SharedPlan> pinned;
    synchronized (plans) {
      pinned = made().filter(other -> !other.isEvictable()).toList();
    }
    long bytes = pinned.stream().mapToLong(SharedPlan::bytes).sum();
    if (!pinned.isEmpty() && bytes + plan.bytes() > bounds.bytes()) {
      plan.release();
      throw new AttributionException(
          ErrorCode.TOO_MANY_PLANS, pinned.size(), bytes, bounds.bytes());
    }
    return plan;
  }

  private Stream<SharedPlan> made() {
    return plans.values().stream()
        .filter(plan -> plan.isDone() && !plan.isCompletedExceptionally())
        .map(CompletableFuture::join);
  }

  /** The bytes that all plans keep, as estimated. */
  public long bytes() {
    synchronized (plans) {
      return PlanTotals.of(made()).bytes();
    }
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
    List<SharedPlan> all;
    synchronized (plans) {
      all = made().toList();
      plans.clear();
    }
    all.forEach(SharedPlan::release);
  }
}
