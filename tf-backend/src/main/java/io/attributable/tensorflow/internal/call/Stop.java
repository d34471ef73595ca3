package io.attributable.tensorflow.internal.call;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.time.Duration;

/**
 * Why a call is stopped.
 *
 * @param code of the exception that it ends with
 * @param what the exception says of it
 */
public record Stop(ErrorCode code, Object what) {
  /** The caller wants no answer any more. */
  public static Stop cancelled() {
    return new Stop(ErrorCode.CANCELLED, "its caller cancelled it");
  }

  /** The thread of the caller is interrupted, and stays so. */
  static Stop interrupted() {
    return new Stop(ErrorCode.CANCELLED, "the thread that made it was interrupted");
  }

  /** The model is closed without waiting longer. */
  static Stop closed() {
    return new Stop(ErrorCode.CANCELLED, "the model is being closed");
  }

  /** It takes too long. */
  static Stop timedOut(Duration most) {
    return new Stop(ErrorCode.DEADLINE_EXCEEDED, most.toMillis());
  }

  AttributionException exception() {
    return new AttributionException(code, what);
  }
}
