package io.attributable.tensorflow.internal.runtime;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.RunOptions;

/** Runs of which TensorFlow keeps a record: one at a time in a process, as it has one profiler. */
public final class TracedRun {
  private static final RunOptions TRACE =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
  private static final ReentrantLock PROFILER = new ReentrantLock();

  private TracedRun() {}

  /** A result with its metadata; empty if another profiler is running. */
  public static Optional<Result> run(Session.Runner runner) {
    PROFILER.lock();
    try {
      return Optional.of(runner.setOptions(TRACE).runAndFetchMetadata());
    } catch (TensorFlowException e) {
      if (String.valueOf(e.getMessage()).contains("profiling session")) {
        return Optional.empty();
      }
      throw e;
    } finally {
      PROFILER.unlock();
    }
  }
}
