package io.attributable.tensorflow.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTasksTest {
  @Test
  void resultsComeInTheOrderOfTheTasks() {
    ParallelTasks<Integer> tasks = new ParallelTasks<>();
    tasks.add(stop -> List.of(1, 2));
    tasks.add(stop -> List.of(3));
    assertThat(tasks.run()).containsExactly(1, 2, 3);
  }

  /** On the caller's thread, and on another one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aFailureIsThrownAsItIsOnceAllHaveEnded(int failing) {
    for (Throwable failure :
        List.of(new OutOfMemoryError("Java heap space"), new IllegalStateException("no"))) {
      AtomicBoolean ended = new AtomicBoolean();
      ParallelTasks<Integer> tasks = new ParallelTasks<>();
      for (int i = 0; i < 2; i++) {
        boolean fails = i == failing;
        tasks.add(
            stop -> {
              if (fails) {
                throw sneaky(failure);
              }
              while (!stop.wanted()) {
                Thread.onSpinWait();
              }
              ended.set(true);
              return List.of(1);
            });
      }
      assertThatThrownBy(tasks::run).isSameAs(failure);
      assertThat(ended).isTrue();
    }
  }

  private static RuntimeException sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
