package io.attributable.cli;

import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.CallProgress;
import io.attributable.tensorflow.observe.ModelObserver;
import org.jspecify.annotations.Nullable;

/** Shows how far a single request is that evaluates the model many times. */
final class EvaluationsBar implements ModelObserver {
  private final Console console;

  EvaluationsBar(Console console) {
    this.console = console;
  }

  @Override
  public Observation callBegan(CallInfo call) {
    return new Bar();
  }

  /** Parts of a batch may tell at the same time, each of its own: the bar shows the furthest. */
  private final class Bar implements Observation {
    private @Nullable Progress progress;
    private long furthest;

    @Override
    public synchronized void progressed(CallProgress told) {
      Progress shown = progress;
      if (shown == null) {
        shown = console.progress("Evaluating", (int) Math.min(told.all(), Integer.MAX_VALUE));
        progress = shown;
      }
      furthest = Math.max(furthest, told.done());
      shown.to(furthest);
    }

    @Override
    public synchronized void ended(CallOutcome outcome) {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
