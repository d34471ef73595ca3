package io.attributable.tensorflow.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {
  @Test
  void givesWhatCameOfItAgainAndAgain() {
    BackgroundTask<String> background = BackgroundTask.start("test", () -> "result");
    assertThat(background.result()).isEqualTo("result");
    assertThat(background.result()).isEqualTo("result");
  }

  @Test
  void aFailureIsLeftToWhoeverAsksForItself() {
    BackgroundTask<String> background =
        BackgroundTask.start(
            "test",
            () -> {
              throw new UnsatisfiedLinkError("missing");
            });
    assertThat(background.result()).isNull();
    background.close();
  }

  @Test
  void closingWaitsForTheEnd() {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch closing = new CountDownLatch(1);
    BackgroundTask<Boolean> background =
        BackgroundTask.start(
            "test",
            () -> {
              closing.await();
              ended.set(true);
              return true;
            });
    closing.countDown();
    background.close();
    assertThat(ended).isTrue();
  }

  /** Whoever interrupts the caller finds it interrupted, and the work done. */
  @Test
  void anInterruptIsKept() {
    CountDownLatch asked = new CountDownLatch(1);
    BackgroundTask<String> background =
        BackgroundTask.start(
            "test",
            () -> {
              asked.await();
              return "result";
            });
    Thread.currentThread().interrupt();
    asked.countDown();
    assertThat(background.result()).isEqualTo("result");
    assertThat(Thread.interrupted()).isTrue();
  }
}
