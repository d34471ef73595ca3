package io.attributable.tensorflow.internal.concurrent;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Something that is found out beside what the caller does. To be closed before the caller goes: a
 * JVM that ends while TensorFlow is at work in it may crash. Safe for any number of threads.
 *
 * @param <T> what comes of it
 */
public final class BackgroundTask<T> implements AutoCloseable {
  private final FutureTask<T> task;

  private BackgroundTask(FutureTask<T> task) {
    this.task = task;
  }

  public static <T> BackgroundTask<T> start(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new BackgroundTask<>(task);
  }

  /** What came of it, after waiting for it; null if it failed. */
  public @Nullable T result() {
    try {
      return Uninterruptibles.get(task);
    } catch (ExecutionException e) {
      return null;
    }
  }

  /** Waits for it. */
  @Override
  public void close() {
    var unused = result();
  }
}
