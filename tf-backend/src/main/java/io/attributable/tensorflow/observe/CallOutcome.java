package io.attributable.tensorflow.observe;

import io.attributable.AttributionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a call ended. Immutable.
 *
 * @param took all of it, waiting included
 * @param waited until it was let in, where the number of calls is limited
 * @param failure what it failed of
 */
public record CallOutcome(Duration took, Duration waited, Optional<Throwable> failure) {
  /** The word for calls that were answered. */
  public static final String OK = "Ok";

  /** Refuses nulls. */
  public CallOutcome {
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(waited, "waited");
    Objects.requireNonNull(failure, "failure");
  }

  /** The code of the failure, such as {@code InputShape}; {@link #OK} where there is none. */
  public String code() {
    return failure
        .map(
            thrown ->
                thrown instanceof AttributionException known
                    ? known.code().toString()
                    : thrown.getClass().getSimpleName())
        .orElse(OK);
  }
}
