package io.attributable.tensorflow.internal.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of threads, made when there is work for them. They stay, as oneDNN keeps what it
 * prepared by thread. Safe for any number of threads.
 *
 * <p>Source: {@code MklPrimitiveFactory} in {@code tensorflow/core/util/mkl_util.h}.
 */
public final class WorkerThreads implements Executor, AutoCloseable {
  private static final long IDLE_MINUTES = 5;

  private final ThreadPoolExecutor threads;

  /**
   * Makes none yet.
   *
   * @param most how many there may be; of none, one is made where it is needed after all
   */
  public WorkerThreads(int most) {
    int count = Math.max(1, most);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_MINUTES,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            WorkerThreads::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "attributable-part");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /** Ends the threads once their work is done. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
