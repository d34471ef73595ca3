package io.attributable.tensorflow.internal.concurrent;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets any number of calls use native memory at once, and frees it only when none does. */
public final class NativeLifetime {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final String model;
  private boolean closed;

  public NativeLifetime(String model) {
    this.model = model;
  }

  /**
   * Runs something that needs the model.
   *
   * @throws AttributionException MODEL_CLOSED
   */
  public <T> T use(Supplier<T> action) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new AttributionException(ErrorCode.MODEL_CLOSED, model);
      }
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for those that use it, then frees; later calls do nothing. */
  public void close(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
