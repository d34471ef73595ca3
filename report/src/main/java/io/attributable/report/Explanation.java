package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.Target;
import java.util.Objects;

/**
 * What was explained, and how. Immutable, safe for any number of threads.
 *
 * @param target the number of the output that was explained, for each example
 * @param attribution of one layer or input
 */
public record Explanation(Target target, Attribution attribution) {
  /** Requires both. */
  public Explanation {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(attribution, "attribution");
  }
}
