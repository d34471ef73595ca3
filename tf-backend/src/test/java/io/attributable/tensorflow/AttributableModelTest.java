package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.internal.session.SessionGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;

/** How long a model lives, and who may use it. */
class AttributableModelTest {
  @Test
  void anyNumberOfThreadsGetTheirOwnResults() throws Exception {
    try (AttributableModel model = Digits.load()) {
      List<float[]> alone = new ArrayList<>();
      for (int seed = 0; seed < 8; seed++) {
        alone.add(explain(model, seed));
      }
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<float[]>> together = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int seed = i % 8;
        together.add(threads.submit(() -> explain(model, seed)));
      }
      for (int i = 0; i < 64; i++) {
        // TensorFlow shards sums by how many threads are free, so the last digits may differ.
        assertThat(together.get(i).get(60, TimeUnit.SECONDS))
            .containsExactly(alone.get(i % 8), within(1e-4f));
      }
      threads.shutdown();
    }
  }

  private static float[] explain(AttributableModel model, int seed) {
    return Digits.flat(
        Digits.request(model, Digits.images(1 + seed % 3, seed))
            .target(Target.of(seed))
            .attribute()
            .get("conv2")
            .floats());
  }

  @Test
  void closingWaitsForRunningCalls() throws Exception {
    AttributableModel model = Digits.load();
    explain(model, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(threads.submit(() -> callUntilClosed(model)));
    }
    Thread.sleep(200);
    model.close();
    for (Future<?> call : calls) {
      call.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
  }

  /** Ends only with the error of a closed model; anything else fails the test. */
  private static void callUntilClosed(AttributableModel model) {
    while (true) {
      try {
        explain(model, 1);
      } catch (AttributionException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CLOSED);
        return;
      }
    }
  }

  @Test
  void maybeClosedTwiceAndSaysSoAfterwards() {
    AttributableModel model = Digits.load();
    model.close();
    model.close();
    assertThatThrownBy(() -> explain(model, 0))
        .isInstanceOfSatisfying(
            AttributionException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CLOSED))
        .hasMessageContaining("digits");
  }

  @Test
  void aRequestLeavesNothingBehindThatItsPlanDidNot() {
    try (AttributableModel model = Digits.load()) {
      explain(model, 0);
      int before = operations(model);
      explain(model, 3);
      assertThatThrownBy(
              () -> Digits.request(model, Digits.images(1, 0)).target(Target.of(99)).attribute())
          .isInstanceOf(AttributionException.class);
      assertThat(operations(model)).isEqualTo(before);
    }
  }

  private static int operations(AttributableModel model) {
    int count = 0;
    for (SessionGraph session : model.loaded().sessions().all()) {
      Iterator<GraphOperation> operations = session.graph().operations();
      while (operations.hasNext()) {
        operations.next();
        count++;
      }
    }
    return count;
  }

  @Test
  void aMissingModelNamesTheWholePath() {
    assertThatThrownBy(() -> AttributableModel.load(Path.of("no-such-model")))
        .hasMessageContaining("[ModelNotFound]")
        .hasMessageContaining(Path.of("no-such-model").toAbsolutePath().toString());
  }
}
