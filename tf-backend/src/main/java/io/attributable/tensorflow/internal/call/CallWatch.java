package io.attributable.tensorflow.internal.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at calls that TensorFlow is at work for, and stops it where they have to end: the threads
 * that wait for TensorFlow cannot. One thread for all models, which sleeps where there is nothing
 * to look at.
 */
final class CallWatch {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(5);

  /** To be woken for each call takes longer than to look in vain for a while. */
  private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

  private static final Set<Call> CALLS = ConcurrentHashMap.newKeySet();

  private CallWatch() {}

  static void add(Call call) {
    CALLS.add(call);
    if (Watcher.sleeps) {
      wake();
    }
  }

  static void remove(Call call) {
    CALLS.remove(call);
  }

  /** Looks now. */
  static void wake() {
    LockSupport.unpark(Watcher.THREAD);
  }

  /** The thread, which is started with the first call. */
  private static final class Watcher {
    private static volatile boolean sleeps;
    private static final Thread THREAD = start();

    private static Thread start() {
      Thread thread = new Thread(Watcher::watch, "attributable-watch");
      thread.setDaemon(true);
      thread.start();
      return thread;
    }

    private static void watch() {
      long last = System.nanoTime();
      while (true) {
        CALLS.forEach(Call::stopRunning);
        long now = System.nanoTime();
        last = CALLS.isEmpty() ? last : now;
        if (now - last < LINGER) {
          LockSupport.parkNanos(INTERVAL);
        } else {
          sleeps = true;
          if (CALLS.isEmpty()) {
            LockSupport.park();
          }
          sleeps = false;
          last = System.nanoTime();
        }
      }
    }
  }
}
