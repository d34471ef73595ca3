package io.attributable.tensorflow.options;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What calls to a model may take, for services that run for long. Immutable, safe for any number of
 * threads; each method gives a changed copy.
 *
 * @param planBytes the most bytes of memory that plans may keep, as they are estimated; {@link
 *     #AUTOMATIC} for a quarter of the machine's memory
 * @param callsInFlight how many calls may run at the same time; 0 for no limit
 * @param maxWait how long a call waits where so many run, before it is refused
 * @param timeout how long a call may take, where it is not called with another one; empty for no
 *     limit
 * @param inputBytes the most bytes that all inputs of a call may have; 0 for no limit
 * @param resultBytes the most bytes that all results of a call may have; 0 for no limit
 */
public record LimitOptions(
    long planBytes,
    int callsInFlight,
    Duration maxWait,
    Optional<Duration> timeout,
    long inputBytes,
    long resultBytes) {
  /** For {@link #planBytes}: a quarter of the memory that the JVM sees. */
  public static final long AUTOMATIC = -1;

  /** Refuses negative limits, and a time that is none. */
  public LimitOptions {
    Objects.requireNonNull(maxWait, "maxWait");
    Objects.requireNonNull(timeout, "timeout");
    requireNone(planBytes < AUTOMATIC, "planBytes", planBytes);
    requireNone(callsInFlight < 0, "callsInFlight", callsInFlight);
    requireNone(maxWait.isNegative(), "maxWait", maxWait);
    requireNone(inputBytes < 0, "inputBytes", inputBytes);
    requireNone(resultBytes < 0, "resultBytes", resultBytes);
    timeout.ifPresent(time -> requireNone(time.isNegative() || time.isZero(), "timeout", time));
  }

  private static void requireNone(boolean wrong, String name, Object value) {
    if (wrong) {
      throw new IllegalArgumentException(name + " " + value + " is too small");
    }
  }

  /** Plans may keep a quarter of the memory; nothing else is limited. */
  public static LimitOptions defaults() {
    return new LimitOptions(AUTOMATIC, 0, Duration.ZERO, Optional.empty(), 0, 0);
  }

  /**
   * Frees the least recently used plans where all together are estimated at more bytes. The plan
   * that a call needs is always made.
   *
   * @param bytes at least 0, or {@link #AUTOMATIC}
   */
  public LimitOptions planBytes(long bytes) {
    return new LimitOptions(bytes, callsInFlight, maxWait, timeout, inputBytes, resultBytes);
  }

  /** Refuses calls with TOO_MANY_CALLS while so many run; 0 for no limit. */
  public LimitOptions callsInFlight(int calls) {
    return new LimitOptions(planBytes, calls, maxWait, timeout, inputBytes, resultBytes);
  }

  /** Lets calls wait so long for others to end, before they are refused. */
  public LimitOptions maxWait(Duration most) {
    return new LimitOptions(planBytes, callsInFlight, most, timeout, inputBytes, resultBytes);
  }

  /** Stops calls that take longer, with DEADLINE_EXCEEDED. */
  public LimitOptions timeout(Duration most) {
    return new LimitOptions(
        planBytes, callsInFlight, maxWait, Optional.of(most), inputBytes, resultBytes);
  }

  /** Refuses calls with larger inputs with LIMIT_EXCEEDED; 0 for no limit. */
  public LimitOptions inputBytes(long bytes) {
    return new LimitOptions(planBytes, callsInFlight, maxWait, timeout, bytes, resultBytes);
  }

  /**
   * Refuses calls with larger results with LIMIT_EXCEEDED, before they are copied to the Java heap;
   * 0 for no limit.
   */
  public LimitOptions resultBytes(long bytes) {
    return new LimitOptions(planBytes, callsInFlight, maxWait, timeout, inputBytes, bytes);
  }
}
