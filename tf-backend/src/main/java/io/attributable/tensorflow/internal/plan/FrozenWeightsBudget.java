package io.attributable.tensorflow.internal.plan;

/**
 * How much of a session's memory constants may take. Each plan has a copy of the weights in its
 * part of the session's graph, so that many plans of one model would take all memory there is.
 * Thread-safe.
 */
public final class FrozenWeightsBudget {
  /** As many plans of a model that is just small enough to be frozen. */
  private static final int PLANS = 4;

  private final long plan;
  private long left;

  public FrozenWeightsBudget(long plan) {
    this.plan = plan;
    this.left = PLANS * Math.min(plan, Long.MAX_VALUE / PLANS);
  }

  /** Takes the weights of one plan from what is left; false if that is not enough. */
  synchronized boolean take(long bytes) {
    if (bytes > Math.min(plan, left)) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** For a plan that came to nothing, or is freed. */
  synchronized void giveBack(long bytes) {
    left += bytes;
  }
}
