package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.Calls;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs so many requests at once, has so many wait, and refuses more. Who has waited too long gets
 * no answer, and what runs for it is stopped. Safe for any number of threads.
 */
final class WorkQueue {
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int TIMEOUT = 504;
  private static final int SOON = 1;

  private final ThreadPoolExecutor pool;
  private final Duration timeout;
  private volatile boolean draining;

  WorkQueue(ServerOptions options) {
    BlockingQueue<Runnable> waiting =
        options.queue() == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(options.queue());
    timeout = options.timeout();
    int atOnce = options.concurrency();
    pool = new ThreadPoolExecutor(atOnce, atOnce, 1, TimeUnit.MINUTES, waiting, WorkQueue::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "attributable-server");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs something, and waits for it.
   *
   * @throws HttpProblem if it may not run, or takes too long
   * @throws AttributionException whatever it throws
   */
  <T> T run(Supplier<T> work) {
    requireOpen();
    CompletableFuture<T> future = submit(work);
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new HttpProblem(
          TIMEOUT,
          new AttributionException(ErrorCode.DEADLINE_EXCEEDED, timeout.toMillis()).causedBy(e),
          Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpProblem.busy(UNAVAILABLE, "it is being closed", SOON);
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    }
  }

  /**
   * Refuses what comes while the server is being closed.
   *
   * @throws HttpProblem then
   */
  void requireOpen() {
    if (draining) {
      throw HttpProblem.busy(UNAVAILABLE, "it is being closed", SOON);
    }
  }

  private <T> CompletableFuture<T> submit(Supplier<T> work) {
    try {
      return Calls.async(work, pool);
    } catch (RejectedExecutionException e) {
      if (draining) {
        throw HttpProblem.busy(UNAVAILABLE, "it is being closed", SOON);
      }
      throw HttpProblem.busy(
          TOO_MANY,
          "%d requests run and %d wait".formatted(pool.getMaximumPoolSize(), waiting()),
          SOON);
    }
  }

  private static RuntimeException failure(Throwable cause) {
    if (cause instanceof AttributionException known) {
      return known;
    }
    if (cause instanceof HttpProblem known) {
      return known;
    }
    ErrorCode code =
        cause instanceof OutOfMemoryError ? ErrorCode.OUT_OF_MEMORY : ErrorCode.INTERNAL;
    return code == ErrorCode.INTERNAL
        ? new AttributionException(code, cause.toString()).causedBy(cause)
        : new AttributionException(code, "the model", String.valueOf(cause.getMessage()))
            .causedBy(cause);
  }

  /** How many requests run. */
  int running() {
    return pool.getActiveCount();
  }

  /** How many requests wait. */
  int waiting() {
    return pool.getQueue().size();
  }

  /** Whether nothing is accepted any more. */
  boolean isDraining() {
    return draining;
  }

  /** Accepts nothing from now on; what was accepted goes on. */
  void refuse() {
    draining = true;
  }

  /** Ends what waits. */
  void stop() {
    draining = true;
    pool.shutdownNow();
  }
}
