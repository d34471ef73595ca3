package io.attributable.tensorflow.internal.call;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs for a call on several threads is stopped on all. */
@Timeout(60)
class CallTest {
  private static final int TIMES = 500;

  @Test
  void aPartThatEndsDoesNotHideAnotherFromTheWatch() throws Exception {
    Call call = Call.around(Optional.empty());
    call.stop(Stop.cancelled());
    AtomicInteger turn = new AtomicInteger();
    Thread other = new Thread(() -> endAtEachTurn(call, turn));
    other.start();
    for (int i = 1; i <= TIMES; i++) {
      Thread.sleep(0, 100_000);
      turn.set(2 * i);
      assertThat(isStopped(call)).isTrue();
      turn.set(2 * i + 1);
    }
    other.join();
  }

  /** A part that ends in the moment in which another begins. */
  private static void endAtEachTurn(Call call, AtomicInteger turn) {
    for (int i = 1; i <= TIMES; i++) {
      int now = 2 * i;
      call.stoppable(() -> {}, () -> awaits(turn, now));
      awaits(turn, now + 1);
    }
  }

  private static int awaits(AtomicInteger turn, int next) {
    while (turn.get() < next) {
      Thread.onSpinWait();
    }
    return next;
  }

  /** The watch looks every few milliseconds, and at once where it is woken. */
  private static boolean isStopped(Call call) {
    CountDownLatch stopped = new CountDownLatch(1);
    return call.stoppable(stopped::countDown, () -> awaits(stopped));
  }

  private static boolean awaits(CountDownLatch stopped) {
    CallWatch.wake();
    try {
      return stopped.await(1, SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
