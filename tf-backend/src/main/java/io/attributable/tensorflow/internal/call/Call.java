package io.attributable.tensorflow.internal.call;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.observe.CallProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that ends early where it is cancelled, where its time is over, or where the thread that
 * began it is interrupted: a call to a model, or what holds several. It is known to the threads
 * that work for it; a call within another ends with that, too. Safe for any number of threads.
 */
public final class Call {
  private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();

  /** How long something that cannot be waited for together with a stop is waited for at once. */
  private static final long WAIT_MILLIS = 10;

  private final @Nullable Call outer;
  private final @Nullable Object owner;
  private final boolean apart;
  private final Thread caller = Thread.currentThread();
  private final @Nullable Deadline deadline;
  private final AtomicLong resultBytes = new AtomicLong();
  private final long mostResultBytes;
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Stop stop;
  private volatile @Nullable Consumer<CallProgress> listener;
  private volatile boolean left;

  private Call(
      @Nullable Object owner, boolean apart, Optional<Duration> most, long mostResultBytes) {
    this.outer = CURRENT.get();
    this.owner = owner;
    this.apart = apart;
    this.deadline = most.map(Deadline::after).orElse(null);
    this.mostResultBytes = mostResultBytes;
  }

  /**
   * What holds several calls, within what this thread does.
   *
   * @param most how long it may take; empty for as long as what it is within
   */
  public static Call around(Optional<Duration> most) {
    return new Call(null, false, most, 0);
  }

  /**
   * What holds several calls, and may go on when what this thread works for is over: calls of the
   * same model are no parts of that.
   */
  static Call beside() {
    return new Call(null, true, Optional.empty(), 0);
  }

  /**
   * A call to a model, within what this thread does.
   *
   * @param called the model's calls
   */
  static Call to(ModelCalls called, CallLimits limits) {
    return new Call(called, false, limits.timeout(), limits.resultBytes());
  }

  /** What this thread works for. */
  public static Optional<Call> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Ends what this thread works for if it has to end. */
  public static void checkCurrent() {
    current().ifPresent(Call::check);
  }

  /** Runs something for a call, on any thread. */
  public static <T> T within(@Nullable Call call, Supplier<T> action) {
    Call before = CURRENT.get();
    CURRENT.set(call);
    try {
      return action.get();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
      if (call != null && call != before) {
        call.leave();
      }
    }
  }

  /** Who interrupts the thread that began it means something else from now on. */
  private void leave() {
    if (Thread.currentThread() == caller) {
      left = true;
    }
  }

  /** Whether this is a call of something, or within one. */
  boolean isOf(Object called) {
    return owner == called || (!apart && outer != null && outer.isOf(called));
  }

  /** Ends it as soon as that is possible. The first reason counts. */
  public void stop(Stop why) {
    synchronized (this) {
      if (stop == null) {
        stop = why;
      }
    }
    CallWatch.wake();
  }

  /** The thread that began it was interrupted while it waited for others. */
  public static void interrupted() {
    current().ifPresent(call -> call.stop(Stop.interrupted()));
  }

  /** Why it has to end, if it has to. */
  Optional<Stop> stopped() {
    if (stop == null && deadline != null && deadline.nanosLeft() <= 0) {
      stop(Stop.timedOut(deadline.most()));
    }
    if (stop == null && !left && caller.isInterrupted()) {
      stop(Stop.interrupted());
    }
    return stop == null && outer != null ? outer.stopped() : Optional.ofNullable(stop);
  }

  /**
   * Goes on only if it need not end.
   *
   * @throws io.attributable.AttributionException CANCELLED, DEADLINE_EXCEEDED
   */
  public void check() {
    stopped()
        .ifPresent(
            why -> {
              throw why.exception();
            });
  }

  /**
   * Counts bytes of results, before they are copied.
   *
   * @throws AttributionException LIMIT_EXCEEDED
   */
  public static void addResult(long bytes) {
    current().ifPresent(call -> call.add(bytes));
  }

  /** Tells how far what this thread works for is. */
  public static void progress(long done, long all) {
    current().ifPresent(call -> call.tell(new CallProgress(done, all)));
  }

  private void tell(CallProgress progress) {
    Consumer<CallProgress> told = listener;
    if (told != null) {
      told.accept(progress);
    } else if (outer != null) {
      outer.tell(progress);
    }
  }

  /** Who hears how far it is. */
  void tells(Consumer<CallProgress> heard) {
    listener = heard;
  }

  /** The bytes of results so far. */
  long resultBytes() {
    return resultBytes.get();
  }

  private void add(long bytes) {
    long all = resultBytes.addAndGet(bytes);
    if (mostResultBytes > 0 && all > mostResultBytes) {
      throw new AttributionException(
          ErrorCode.LIMIT_EXCEEDED,
          "results",
          all,
          mostResultBytes,
          "Ask for fewer layers, targets or examples at once, or reduce attributions.");
    }
    if (outer != null) {
      outer.add(bytes);
    }
  }

  /** The nanoseconds that are left; empty where time is not limited. */
  public Optional<Long> nanosLeft() {
    Optional<Long> outside = outer == null ? Optional.empty() : outer.nanosLeft();
    if (deadline == null) {
      return outside;
    }
    return Optional.of(Math.min(deadline.nanosLeft(), outside.orElse(Long.MAX_VALUE)));
  }

  /** Runs something that another thread can stop. */
  public <T> T stoppable(Runnable stopper, Supplier<T> action) {
    watch(stopper);
    try {
      return action.get();
    } finally {
      unwatch(stopper);
    }
  }

  /**
   * One at a time: another thread must not take what this one has begun to watch from the watch.
   */
  private void watch(Runnable stopper) {
    synchronized (running) {
      running.add(stopper);
      CallWatch.add(this);
    }
  }

  private void unwatch(Runnable stopper) {
    synchronized (running) {
      running.remove(stopper);
      if (running.isEmpty()) {
        CallWatch.remove(this);
      }
    }
  }

  /** Stops what runs, if it has to end. */
  void stopRunning() {
    if (stopped().isPresent()) {
      running.forEach(Runnable::run);
    }
  }

  /** Waits until others have made something, or failed, as long as this thread's call may take. */
  public static void await(CompletableFuture<?> made) {
    repeatedly(
        () -> {
          try {
            Object unused = made.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
          } catch (TimeoutException e) {
            return false;
          } catch (ExecutionException | CancellationException e) {
            // Who waits asks the future itself.
          }
          return true;
        });
  }

  /** Takes a lock, as long as this thread's call may take. */
  public static void lock(Lock lock) {
    repeatedly(() -> lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS));
  }

  /** Waits for a moment; says whether what was waited for is there. */
  private interface Attempt {
    boolean succeeds() throws InterruptedException;
  }

  /** An interrupt is kept for the caller's own eyes. */
  private static void repeatedly(Attempt attempt) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (attempt.succeeds()) {
            return;
          }
        } catch (InterruptedException e) {
          interrupted = true;
          interrupted();
        }
        checkCurrent();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
