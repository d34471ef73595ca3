package io.attributable.tensorflow.internal.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Tasks that run in parallel, the first one on the caller's thread. All have ended when {@link
 * #run} returns, whatever failed.
 */
public final class ParallelTasks<T> {
  /** A task, whose results are made in order. */
  public interface Task<T> {
    List<T> run(Stop stop);
  }

  /** Skips the rest, as a task failed. */
  public static final class Stop {
    private volatile boolean wanted;

    public boolean wanted() {
      return wanted;
    }
  }

  private final List<Task<T>> work = new ArrayList<>();
  private final Stop stop = new Stop();

  public void add(Task<T> task) {
    work.add(task);
  }

  /** The results of all tasks, in the order of these; the first task's failure, if any failed. */
  public List<T> run() {
    List<FutureTask<List<T>>> tasks = new ArrayList<>();
    for (Task<T> next : work) {
      tasks.add(new FutureTask<>(() -> stopping(next)));
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

  private List<T> stopping(Task<T> next) {
    boolean well = false;
    try {
      List<T> results = next.run(stop);
      well = true;
      return results;
    } finally {
      stop.wanted |= !well;
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "attributable-task");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException unwrap(ExecutionException e) {
    return e.getCause() instanceof RuntimeException own
        ? own
        : new IllegalStateException(e.getCause());
  }
}
