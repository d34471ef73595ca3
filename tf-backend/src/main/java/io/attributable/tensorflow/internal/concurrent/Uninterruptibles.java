package io.attributable.tensorflow.internal.concurrent;

import io.attributable.tensorflow.internal.call.Call;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what uses native memory: an interrupt has to wait until it has ended. */
final class Uninterruptibles {
  private Uninterruptibles() {}

  /** What comes of it; the caller is interrupted afterwards if it was meanwhile. */
  static <T> T get(Future<T> future) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          Call.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
