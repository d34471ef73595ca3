package io.attributable.tensorflow.internal.call;

import java.time.Duration;

/**
 * Until when something may take.
 *
 * @param at of {@link System#nanoTime()}
 * @param most how long it was when it was set
 */
record Deadline(long at, Duration most) {
  /** Times that are longer than a century never end. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  static Deadline after(Duration most) {
    Duration least = most.isNegative() ? Duration.ZERO : most;
    Duration bounded = least.compareTo(LONGEST) > 0 ? LONGEST : least;
    return new Deadline(System.nanoTime() + bounded.toNanos(), bounded);
  }

  long nanosLeft() {
    return at - System.nanoTime();
  }
}
