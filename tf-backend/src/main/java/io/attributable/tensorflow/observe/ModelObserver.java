package io.attributable.tensorflow.observe;

/**
 * Hears of a model's calls and plans, on the threads that make them. Must be safe for any number of
 * threads, and quick. What it throws is logged and goes no further. Calls within calls are part of
 * them.
 */
public interface ModelObserver {
  /** Hears of the end of a call. */
  @FunctionalInterface
  interface Observation {
    /** Called once, on the thread that the call began on. */
    void ended(CallOutcome outcome);

    /** Called now and then by long calls, on any thread that works for them. */
    default void progressed(CallProgress progress) {}
  }

  /** A call begins, on this thread. */
  default Observation callBegan(CallInfo call) {
    return outcome -> {};
  }

  /** A plan was made, within a call. */
  default void planMade(PlanInfo plan) {}
}
