package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  @Test
  void givesWhatCameOfItAgainAndAgain() {
    Background<String> background = Background.start("test", () -> "result");
    assertThat(background.result()).isEqualTo("result");
    assertThat(background.result()).isEqualTo("result");
  }

  @Test
  void aFailureIsLeftToWhoeverAsksForItself() {
    Background<String> background =
        Background.start(
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
    Background<Boolean> background =
        Background.start(
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
    Background<String> background =
        Background.start(
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
