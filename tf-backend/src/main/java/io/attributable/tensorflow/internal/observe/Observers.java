package io.attributable.tensorflow.internal.observe;

import io.attributable.tensorflow.internal.Log;
import io.attributable.tensorflow.observe.CallInfo;
import io.attributable.tensorflow.observe.CallOutcome;
import io.attributable.tensorflow.observe.CallProgress;
import io.attributable.tensorflow.observe.ModelObserver;
import io.attributable.tensorflow.observe.ModelObserver.Observation;
import io.attributable.tensorflow.observe.PlanInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** Those who hear of a model's calls and plans. Immutable, safe for any number of threads. */
public final class Observers {
  private final List<ModelObserver> all;

  /** So many. */
  public Observers(List<ModelObserver> all) {
    this.all = List.copyOf(all);
  }

  /** A call that has begun, to be told of its end on the same thread. */
  public final class Running {
    private final Optional<CallEvent> event = recorded(CallEvent::new);
    private final Supplier<CallInfo> info;
    private final List<Observation> observations = new ArrayList<>();

    private Running(Supplier<CallInfo> info) {
      this.info = info;
      event.ifPresent(Event::begin);
      if (!all.isEmpty()) {
        CallInfo call = info.get();
        all.forEach(each -> guarded(() -> observations.add(each.callBegan(call))));
      }
    }

    /** It goes on. */
    public void progressed(CallProgress progress) {
      observations.forEach(each -> guarded(() -> each.progressed(progress)));
    }

    /** It is over. Who heard of it last began hears of its end first, as scopes are nested. */
    public void ended(CallOutcome outcome, long resultBytes) {
      event.ifPresent(
          call -> {
            call.end();
            if (call.shouldCommit()) {
              call.describe(info.get(), outcome, resultBytes);
              call.commit();
            }
          });
      Collections.reverse(observations);
      observations.forEach(each -> guarded(() -> each.ended(outcome)));
    }
  }

  /** A call begins. */
  public Running callBegan(Supplier<CallInfo> info) {
    return new Running(info);
  }

  /** The first event of a process takes 30 ms, also where nobody records any. */
  private static <E extends Event> Optional<E> recorded(Supplier<E> event) {
    return FlightRecorder.isInitialized() ? Optional.of(event.get()) : Optional.empty();
  }

  /** What it costs to observe must not cost a customer's answer. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      Log.LOGGER.log(System.Logger.Level.WARNING, "An observer of a model failed", e);
    }
  }

  /**
   * Makes a plan.
   *
   * @param info what is told of it, and how long it took
   * @param told takes what tells observers of it, for when the plan can be used: they may call the
   *     model
   */
  public <T> T plan(
      Supplier<T> maker, BiFunction<T, Long, PlanInfo> info, Consumer<Runnable> told) {
    Optional<PlanEvent> event = recorded(PlanEvent::new);
    event.ifPresent(Event::begin);
    long start = System.nanoTime();
    T plan = maker.get();
    long took = System.nanoTime() - start;
    event.ifPresent(Event::end);
    if (event.filter(Event::shouldCommit).isPresent() || !all.isEmpty()) {
      PlanInfo made = info.apply(plan, took);
      event.ifPresent(
          recorded -> {
            recorded.describe(made);
            recorded.commit();
          });
      told.accept(() -> all.forEach(each -> guarded(() -> each.planMade(made))));
    }
    return plan;
  }
}
