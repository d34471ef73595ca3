package io.attributable.tensorflow;

import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.call.CallFuture;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * Deadlines and cancellation of calls to models, whatever is called: requests, generated
 * explainers, predictions, checks. A call that has to end does so between its runs, and within a
 * run at the next of a plan's large operations; results of other calls do not change. What it was
 * at is given up: there are no partial results.
 *
 * <p>A thread that is interrupted ends its call in the same way, with CANCELLED, and stays
 * interrupted. What cannot be stopped is waited for: loading a model, making a plan, a loop in the
 * model without a deadline.
 *
 * <pre>{@code
 * Attributions why = Calls.withTimeout(Duration.ofSeconds(2), request::attribute);
 *
 * CompletableFuture<Attributions> later = Calls.async(request::attribute);
 * later.cancel(true);
 * }</pre>
 */
public final class Calls {
  private Calls() {}

  /**
   * Does something on this thread, whose calls to models have to be over within some time.
   *
   * @param most how long all of them may take; calls within that have less time keep it
   * @param action gives the result
   * @throws io.attributable.AttributionException DEADLINE_EXCEEDED, and what the action throws
   */
  public static <T> T withTimeout(Duration most, Supplier<T> action) {
    Objects.requireNonNull(most, "most");
    Objects.requireNonNull(action, "action");
    return Call.within(Call.around(Optional.of(most)), action);
  }

  /** As {@link #async(Supplier, Executor)}, on the threads of {@link ForkJoinPool#commonPool()}. */
  public static <T> CompletableFuture<T> async(Supplier<T> action) {
    return async(action, ForkJoinPool.commonPool());
  }

  /**
   * Does something on another thread. To cancel what comes of it stops the calls to models that the
   * action makes, whatever the flag says; {@link CompletableFuture#orTimeout} does not, {@link
   * #withTimeout} does. Deadlines of this thread hold there, too.
   *
   * @param action gives the result
   * @param executor runs it
   */
  public static <T> CompletableFuture<T> async(Supplier<T> action, Executor executor) {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(executor, "executor");
    return CallFuture.run(action, executor);
  }
}
