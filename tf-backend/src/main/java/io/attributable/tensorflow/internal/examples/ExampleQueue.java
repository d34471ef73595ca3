package io.attributable.tensorflow.internal.examples;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.options.BatcherOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Examples of many callers, which a thread explains as many of as wait. Safe for any number of
 * threads.
 */
public final class ExampleQueue implements AutoCloseable {
  /**
   * What somebody wants to know.
   *
   * @param since when it came, of {@link System#nanoTime()}
   */
  private record Waiting(
      Example example, Optional<Call> call, CompletableFuture<Attributions> answer, long since) {
    /** Whether somebody still waits for the answer, and may. */
    boolean isWanted() {
      try {
        call.ifPresent(Call::check);
      } catch (AttributionException e) {
        answer.completeExceptionally(e);
      }
      return !answer.isDone();
    }
  }

  private final ExampleWindow window;
  private final BatcherOptions options;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Thread thread;
  private boolean closed;

  /** Starts its thread. */
  public ExampleQueue(ExampleWindow window, BatcherOptions options) {
    this.window = window;
    this.options = options;
    this.thread = new Thread(this::run, "attributable-batcher");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes an example; empty where there are too many, or it is closed. */
  public synchronized Optional<CompletableFuture<Attributions>> submit(Example example) {
    if (closed || waiting.size() >= options.maxEnqueued()) {
      return Optional.empty();
    }
    CompletableFuture<Attributions> answer = new CompletableFuture<>();
    waiting.add(new Waiting(example, Call.current(), answer, System.nanoTime()));
    notifyAll();
    return Optional.of(answer);
  }

  /** Whether it takes no more. */
  public synchronized boolean isClosed() {
    return closed;
  }

  private void run() {
    for (List<Waiting> batch = next(); !batch.isEmpty(); batch = next()) {
      List<Waiting> wanted = batch.stream().filter(Waiting::isWanted).toList();
      if (!wanted.isEmpty()) {
        answer(wanted);
      }
    }
  }

  private void answer(List<Waiting> batch) {
    // Whatever depends on an answer runs on this thread, and may have left it interrupted: that
    // must not stop the calls for others.
    var unused = Thread.interrupted();
    try {
      List<ExampleResult> results = window.run(batch.stream().map(Waiting::example).toList(), 0);
      for (int i = 0; i < batch.size(); i++) {
        answer(batch.get(i).answer(), results.get(i));
      }
    } catch (RuntimeException | Error e) {
      batch.forEach(each -> each.answer().completeExceptionally(e));
    }
  }

  private static void answer(CompletableFuture<Attributions> answer, ExampleResult result) {
    result.explained().ifPresent(answer::complete);
    result.failure().ifPresent(answer::completeExceptionally);
  }

  /** The examples of the next runs; none once it is closed and all are answered. */
  private synchronized List<Waiting> next() {
    while (!isReady()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left());
      } catch (InterruptedException e) {
        // It ends when it is closed.
      }
    }
    List<Waiting> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < options.maxBatchSize()) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private boolean isReady() {
    boolean full = waiting.size() >= options.maxBatchSize();
    return closed || full || left() <= 0;
  }

  /** The nanoseconds until the first that waits has waited long enough, if one does. */
  private long left() {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return TimeUnit.NANOSECONDS.convert(options.maxDelay())
        - (System.nanoTime() - waiting.element().since());
  }

  /** Waits until all are answered, unless what depends on an answer closes it. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
