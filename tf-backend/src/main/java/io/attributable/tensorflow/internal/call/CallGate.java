package io.attributable.tensorflow.internal.call;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets as many calls in as may run at the same time. Safe for any number of threads. */
final class CallGate {
  private final String model;
  private final CallLimits limits;
  private final Semaphore free;

  CallGate(String model, CallLimits limits) {
    this.model = model;
    this.limits = limits;
    int calls = limits.inFlight();
    this.free = new Semaphore(calls == 0 ? Integer.MAX_VALUE : calls, true);
  }

  /**
   * Waits until the call may run.
   *
   * @throws AttributionException TOO_MANY_CALLS, and as {@link Call#check}
   */
  void enter(Call call) {
    long wait = TimeUnit.NANOSECONDS.convert(limits.maxWait());
    long nanos = Math.min(wait, call.nanosLeft().orElse(wait));
    try {
      if (free.tryAcquire() || free.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    call.check();
    throw new AttributionException(
        ErrorCode.TOO_MANY_CALLS, model, limits.inFlight(), limits.maxWait().toMillis());
  }

  void leave() {
    free.release();
  }
}
