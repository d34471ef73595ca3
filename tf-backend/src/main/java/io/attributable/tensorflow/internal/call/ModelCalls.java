package io.attributable.tensorflow.internal.call;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.observe.Observers;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.tensorflow.ndarray.NdArray;

/**
 * The calls to a model. Any number may run at once, or as many as the limits allow, and the model
 * is freed only when none does. Safe for any number of threads.
 */
public final class ModelCalls {
  private final String model;
  private final CallLimits limits;
  private final Observers observers;
  private final CallGate gate;
  private final Runnable free;
  private final Set<Call> running = new HashSet<>();
  private boolean closing;
  private boolean freed;

  /**
   * No calls yet.
   *
   * @param model what messages call it
   * @param observers hear of each
   * @param free frees what calls use, called once
   */
  public ModelCalls(String model, CallLimits limits, Observers observers, Runnable free) {
    this.model = model;
    this.limits = limits;
    this.observers = observers;
    this.gate = new CallGate(model, limits);
    this.free = free;
  }

  /**
   * Runs something that needs the model, as a call or as part of the one that this thread works
   * for.
   *
   * @param info tells of it, where it is a call
   * @throws AttributionException MODEL_CLOSED, TOO_MANY_CALLS, CANCELLED, DEADLINE_EXCEEDED
   */
  public <T> T call(Supplier<CallInfo> info, Supplier<T> action) {
    if (isWithin()) {
      return action.get();
    }
    Call call = Call.to(this, limits);
    begin(call);
    try {
      return Call.within(call, () -> observed(info, call, action));
    } finally {
      end(call);
    }
  }

  /** Whether this thread works for a call of this model: what it asks for is a part of that. */
  private boolean isWithin() {
    return Call.current().filter(call -> call.isOf(this)).isPresent();
  }

  private <T> T observed(Supplier<CallInfo> info, Call call, Supplier<T> action) {
    Observers.Running observed = observers.callBegan(info);
    call.tells(observed::progressed);
    long start = System.nanoTime();
    AtomicLong entered = new AtomicLong();
    Throwable failure = null;
    try {
      return letIn(call, entered, action);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      long end = System.nanoTime();
      long waited = (entered.get() == 0 ? end : entered.get()) - start;
      observed.ended(
          new CallOutcome(
              Duration.ofNanos(end - start),
              Duration.ofNanos(waited),
              Optional.ofNullable(failure)),
          call.resultBytes());
    }
  }

  private <T> T letIn(Call call, AtomicLong entered, Supplier<T> action) {
    gate.enter(call);
    try {
      entered.set(System.nanoTime());
      call.check();
      return action.get();
    } finally {
      gate.leave();
    }
  }

  /**
   * Refuses inputs that are too large.
   *
   * @throws AttributionException LIMIT_EXCEEDED
   */
  public void requireInputs(Map<String, NdArray<?>> inputs) {
    if (limits.inputBytes() == 0 || isWithin()) {
      return;
    }
    long bytes = InputBytes.of(inputs);
    if (bytes > limits.inputBytes()) {
      throw new AttributionException(
          ErrorCode.LIMIT_EXCEEDED,
          "inputs",
          bytes,
          limits.inputBytes(),
          "Send fewer examples at once.");
    }
  }

  private synchronized void begin(Call call) {
    if (closing) {
      throw new AttributionException(ErrorCode.MODEL_CLOSED, model);
    }
    running.add(call);
  }

  private synchronized void end(Call call) {
    running.remove(call);
    if (running.isEmpty()) {
      freeIfClosing();
      notifyAll();
    }
  }

  private void freeIfClosing() {
    if (closing && !freed) {
      freed = true;
      free.run();
    }
  }

  /** How many calls run or wait. */
  public synchronized int inFlight() {
    return running.size();
  }

  /** Whether calls are refused from now on. */
  public synchronized boolean isClosed() {
    return closing;
  }

  /**
   * Refuses calls from now on, waits for those that run, and frees the model. Where a call closes
   * its own model, it is freed when that call ends, without waiting here. May be called again.
   */
  public void close() {
    awaitNone(Long.MAX_VALUE);
  }

  /**
   * The same, but what still runs after some time is stopped.
   *
   * @param grace how long calls may go on
   */
  public void close(Duration grace) {
    if (!awaitNone(TimeUnit.NANOSECONDS.convert(grace))) {
      Set<Call> late;
      synchronized (this) {
        late = Set.copyOf(running);
      }
      late.forEach(call -> call.stop(Stop.closed()));
      close();
    }
  }

  /** Whether all have ended, within the time or because this thread must not wait for itself. */
  private synchronized boolean awaitNone(long nanos) {
    closing = true;
    boolean within = Call.current().filter(call -> call.isOf(this)).isPresent();
    long end = System.nanoTime() + Math.max(0, Math.min(nanos, Long.MAX_VALUE / 2));
    boolean interrupted = false;
    try {
      while (!running.isEmpty() && !within) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (running.isEmpty()) {
        freeIfClosing();
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
