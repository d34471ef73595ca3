package io.attributable.tensorflow.internal.concurrent;

import io.attributable.tensorflow.internal.call.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

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

  private final Executor executor;
  private final List<Task<T>> work = new ArrayList<>();
  private final Stop stop = new Stop();

  /** Tasks, each of which has a thread of its own. */
  public ParallelTasks() {
    this(task -> thread(task).start());
  }

  /**
   * Tasks that share threads.
   *
   * @param executor runs all but the first
   */
  public ParallelTasks(Executor executor) {
    this.executor = executor;
  }

  public void add(Task<T> task) {
    work.add(task);
  }

  /**
   * The results of all tasks, in the order of these; the first task's failure, if any failed, as it
   * is: an error, such as a full heap, stays one.
   */
  public List<T> run() {
    @Nullable Call call = Call.current().orElse(null);
    List<FutureTask<List<T>>> tasks = new ArrayList<>();
    for (Task<T> next : work) {
      tasks.add(new FutureTask<>(() -> Call.within(call, () -> stopping(next))));
    }
    tasks.stream().skip(1).forEach(executor::execute);
    tasks.get(0).run();
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    for (FutureTask<List<T>> task : tasks) {
      try {
        results.addAll(Uninterruptibles.get(task));
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException problem) {
      throw problem;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
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
}
