package io.attributable.tensorflow.internal.session;

import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * The flags of a session's runs, which say whether they may go on, where its plan has {@link
 * StopProbes}. Owns native memory until closed. Safe for any number of threads.
 */
final class StopFlags implements AutoCloseable {
  private final Session session;
  private final Operation flag;
  private final Operation values;
  private final Operation assignment;
  private final List<TInt32> numbers;
  private final boolean loops;
  private final BitSet taken = new BitSet();
  private final BitSet stopped = new BitSet();

  /**
   * Of a session that a plan with probes was added to, whose variable is to have {@link
   * StopProbes#allGoOn} before the first run.
   *
   * @param prefix under which the plan was added
   * @param loops whether the plan has any, which hold no probes
   */
  StopFlags(SessionGraph session, StopProbes probes, String prefix, boolean loops) {
    this.loops = loops;
    this.session = session.session();
    this.flag = operation(session, prefix, probes.node(StopProbes.FLAG));
    this.values = operation(session, prefix, probes.node(FedAssignments.VALUE));
    this.assignment = operation(session, prefix, probes.node(FedAssignments.ASSIGNMENT));
    this.numbers =
        IntStream.range(0, StopProbes.FLAGS).mapToObj(number -> TInt32.scalarOf(number)).toList();
    taken.set(0);
  }

  private static Operation operation(SessionGraph session, String prefix, String name) {
    return session.graph().operationOrThrow(prefix + "/" + name);
  }

  /**
   * Runs a part of the session's graph, which ends early where the call that this thread works for
   * has to.
   *
   * @throws io.attributable.AttributionException CANCELLED, DEADLINE_EXCEEDED
   */
  Result run(Session.Runner runner, RunMeter meter) {
    Optional<Call> call = Call.current();
    if (loops) {
      // Elsewhere it would only keep the run from this thread.
      call.ifPresent(current -> limit(runner, meter, current));
    }
    int number = take();
    try {
      runner.feed(flag.output(0), numbers.get(number));
      return call.isEmpty()
          ? meter.run(runner)
          : checked(
              call.get(), () -> call.get().stoppable(() -> stop(number), () -> meter.run(runner)));
    } finally {
      giveBack(number);
    }
  }

  /** The same in a session without flags: loops alone end early, where time is over. */
  static Result runWithout(Session.Runner runner, RunMeter meter) {
    Optional<Call> call = Call.current();
    if (call.isEmpty()) {
      return meter.run(runner);
    }
    limit(runner, meter, call.get());
    return checked(call.get(), () -> meter.run(runner));
  }

  /** Loops end early where time is over, in between the places that look at flags. */
  private static void limit(Session.Runner runner, RunMeter meter, Call call) {
    if (meter == RunMeter.NONE) {
      call.nanosLeft().map(StopFlags::timeout).ifPresent(runner::setOptions);
    }
  }

  /** Condition nodes of loops look at it. Source: {@code LoopCondOp} in control_flow_ops.cc. */
  private static RunOptions timeout(long nanos) {
    // Not before the call's time is over: the run would have failed for a reason that is none yet.
    long millis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)) + 1;
    return RunOptions.newBuilder().setTimeoutInMs(millis).build();
  }

  /** What a run gave, if it was not stopped; why it was rather than how it failed then. */
  private static Result checked(Call call, Supplier<Result> run) {
    call.check();
    Result result;
    try {
      result = run.get();
    } catch (RuntimeException e) {
      call.check();
      throw e;
    }
    try {
      call.check();
      return result;
    } catch (RuntimeException e) {
      result.close();
      throw e;
    }
  }

  /** A flag for a run; the one that is never set where all others are taken. */
  private synchronized int take() {
    int free = taken.nextClearBit(0);
    int number = free < StopProbes.FLAGS ? free : 0;
    taken.set(number);
    return number;
  }

  /** Has the run with a flag fail at the next probe. */
  private synchronized void stop(int number) {
    if (number > 0 && taken.get(number) && !stopped.get(number)) {
      stopped.set(number);
      assign();
    }
  }

  /** The run with a flag is over. */
  private synchronized void giveBack(int number) {
    if (number == 0) {
      return;
    }
    if (stopped.get(number)) {
      stopped.clear(number);
      assign();
    }
    taken.clear(number);
  }

  private void assign() {
    try (TBool goOn = TBool.tensorOf(Shape.of(StopProbes.FLAGS))) {
      for (int number = 0; number < StopProbes.FLAGS; number++) {
        goOn.setBoolean(!stopped.get(number), number);
      }
      session.runner().feed(values.output(0), goOn).addTarget(assignment).run().close();
    }
  }

  @Override
  public void close() {
    numbers.forEach(TInt32::close);
  }
}
