package io.attributable.tensorflow.internal.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that is done at the same time, the first of it on the caller's thread. All of it has ended
 * when it is over, whatever failed.
 */
public final class ParallelTasks<T> {
  /** One after the other. */
  public interface Lane<T> {
    List<T> run(Stop stop);
  }

  /** Tells that the rest need not be done, as something failed. */
  public static final class Stop {
    private volatile boolean wanted;

    public boolean wanted() {
      return wanted;
    }
  }

  private final List<Lane<T>> lanes = new ArrayList<>();
  private final Stop stop = new Stop();

  public void add(Lane<T> lane) {
    lanes.add(lane);
  }

  /** The results of all lanes, in the order of these; the first lane's failure, if any failed. */
  public List<T> run() {
    List<FutureTask<List<T>>> tasks = new ArrayList<>();
    for (Lane<T> lane : lanes) {
      tasks.add(new FutureTask<>(() -> stopping(lane)));
    }
    tasks.stream().skip(1).forEach(task -> thread(task).start());
    tasks.get(0).run();
    List<T> results = new ArrayList<>();
    RuntimeException failure = null;
    for (FutureTask<List<T>> task : tasks) {
      try {
        results.addAll(Uninterruptibles.get(task));
      } catch (ExecutionException e) {
        failure = failure == null ? unwrap(e) : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private List<T> stopping(Lane<T> lane) {
    boolean well = false;
    try {
      List<T> results = lane.run(stop);
      well = true;
      return results;
    } finally {
      stop.wanted |= !well;
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "attributable-lane");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException unwrap(ExecutionException e) {
    return e.getCause() instanceof RuntimeException own
        ? own
        : new IllegalStateException(e.getCause());
  }
}
