package io.attributable.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that something is refused in this library's own words. */
public final class Refusal {
  private Refusal() {}

  /** Asserts the code; the message can be looked at further. */
  public static AbstractThrowableAssert<?, ?> assertRefused(
      ErrorCode code, ThrowingCallable attempt) {
    Throwable failure = catchThrowable(attempt);
    assertThat(failure).isInstanceOf(AttributionException.class);
    assertThat(((AttributionException) failure).code()).as(failure.getMessage()).isEqualTo(code);
    return assertThat(failure);
  }
}
