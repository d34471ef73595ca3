package io.attributable.spark;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.attributable.AttributionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a driver hears of a job that failed. */
final class Failures {
  private Failures() {}

  /** The coded error among the causes. */
  static AttributionException ofJob(ThrowingCallable job) {
    Throwable cause = catchThrowable(job);
    while (cause != null && !(cause instanceof AttributionException)) {
      cause = cause.getCause();
    }
    if (cause == null) {
      throw new AssertionError("the job did not fail with a code");
    }
    return (AttributionException) cause;
  }
}
