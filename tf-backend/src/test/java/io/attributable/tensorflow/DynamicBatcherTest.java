package io.attributable.tensorflow;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.Target;
import io.attributable.tensorflow.options.BatcherOptions;
import io.attributable.testing.Closeness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Small requests of many callers in common runs. */
@Timeout(60)
class DynamicBatcherTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final AttributableModel model = Digits.load();

  @AfterEach
  void close() {
    model.close();
  }

  private LayerAttribution request() {
    return LayerAttribution.on(model).layers("conv2").output("logits").target(Target.of(3));
  }

  private DynamicBatcher batcher(BatcherOptions options) {
    return DynamicBatcher.of(model, request().request(), options);
  }

  private static Example example(int seed) {
    return Example.of("image", Digits.images(1, seed));
  }

  private void assertExplains(Attributions actual, int seed, Target target) {
    Attributions expected =
        request().target(target).input("image", Digits.images(1, seed)).attribute();
    Closeness.assertClose(
        "example " + seed,
        actual.get("conv2").tensors().get(0).values(),
        expected.get("conv2").tensors().get(0).values());
  }

  @Test
  void everyCallerHasItsOwnAnswer() throws Exception {
    List<CompletableFuture<Attributions>> answers = new ArrayList<>();
    // All but the last wait for a batch of eight, and the last one for the end.
    try (DynamicBatcher batcher =
        batcher(BatcherOptions.defaults().maxBatchSize(8).maxDelay(LONG))) {
      for (int i = 0; i < 17; i++) {
        answers.add(batcher.submit(example(i).target(Target.of(i % 10))));
      }
      answers.get(15).get(30, SECONDS);
      assertThat(answers.get(16)).isNotDone();
    }
    for (int i = 0; i < answers.size(); i++) {
      assertExplains(answers.get(i).get(), i, Target.of(i % 10));
    }
  }

  @Test
  void everyCallerHasItsOwnError() throws Exception {
    Example wide = Example.of("image", NdArrays.ofFloats(Shape.of(1, 9, 9, 1)));
    try (DynamicBatcher batcher =
        batcher(BatcherOptions.defaults().maxBatchSize(4).maxDelay(LONG))) {
      CompletableFuture<Attributions> first = batcher.submit(example(1));
      CompletableFuture<Attributions> out = batcher.submit(example(2).target(Target.of(99)));
      CompletableFuture<Attributions> shape = batcher.submit(wide);
      CompletableFuture<Attributions> last = batcher.submit(example(3));
      assertExplains(first.get(30, SECONDS), 1, Target.of(3));
      assertExplains(last.get(30, SECONDS), 3, Target.of(3));
      assertThat(code(out)).isEqualTo(ErrorCode.TARGET_OUT_OF_RANGE);
      assertThat(code(shape)).isEqualTo(ErrorCode.INPUT_SHAPE);
    }
  }

  private static ErrorCode code(CompletableFuture<?> answer) throws Exception {
    try {
      answer.get(30, SECONDS);
    } catch (ExecutionException e) {
      return ((AttributionException) e.getCause()).code();
    }
    throw new AssertionError("it was answered");
  }

  @Test
  void noExampleWaitsLongerThanTheDelay() throws Exception {
    try (DynamicBatcher batcher = batcher(BatcherOptions.defaults().maxDelay(Duration.ZERO))) {
      assertExplains(batcher.submit(example(5)).get(30, SECONDS), 5, Target.of(3));
    }
  }

  @Test
  void noMoreThanTheBoundWait() {
    BatcherOptions options = BatcherOptions.defaults().maxDelay(LONG).maxEnqueued(2);
    try (DynamicBatcher batcher = batcher(options)) {
      batcher.submit(example(1));
      batcher.submit(example(2));
      assertThatThrownBy(() -> batcher.submit(example(3)))
          .isInstanceOf(AttributionException.class)
          .hasMessageContaining("takes no more calls: 2 run already");
    }
  }

  @Test
  void whatNobodyWaitsForIsNotRun() throws Exception {
    DynamicBatcher batcher = batcher(BatcherOptions.defaults().maxDelay(LONG));
    CompletableFuture<Attributions> cancelled = batcher.submit(example(1));
    CompletableFuture<Attributions> late =
        Calls.withTimeout(Duration.ofMillis(1), () -> batcher.submit(example(2)));
    CompletableFuture<Attributions> wanted = batcher.submit(example(3));
    cancelled.cancel(false);
    Thread.sleep(2);
    batcher.close();
    assertThat(code(late)).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertExplains(wanted.get(), 3, Target.of(3));
  }

  /** What depends on an answer runs on the batcher's thread. */
  @Test
  void anAnswerMayCloseTheBatcher() throws Exception {
    DynamicBatcher batcher = batcher(BatcherOptions.defaults());
    CompletableFuture<Void> closed = batcher.submit(example(1)).thenRun(batcher::close);
    closed.get(30, SECONDS);
    batcher.close();
    assertThatThrownBy(() -> batcher.submit(example(2))).hasMessageContaining("was closed");
  }

  @Test
  void whatDependsOnAnAnswerCannotStopThoseOfOthers() throws Exception {
    try (DynamicBatcher batcher = batcher(BatcherOptions.defaults())) {
      batcher.submit(example(1)).thenRun(() -> Thread.currentThread().interrupt()).get(30, SECONDS);
      assertExplains(batcher.submit(example(2)).get(30, SECONDS), 2, Target.of(3));
    }
  }

  @Test
  void aDelayMayBeLongerThanAnyLife() throws Exception {
    BatcherOptions options =
        BatcherOptions.defaults().maxDelay(Duration.ofSeconds(Long.MAX_VALUE)).maxBatchSize(2);
    try (DynamicBatcher batcher = batcher(options)) {
      batcher.submit(example(1));
      Thread.sleep(50);
      assertExplains(batcher.submit(example(2)).get(30, SECONDS), 2, Target.of(3));
    }
  }

  @Test
  void aClosedBatcherTakesNothing() {
    DynamicBatcher batcher = batcher(BatcherOptions.defaults());
    batcher.close();
    batcher.close();
    assertThatThrownBy(() -> batcher.submit(example(1)))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("was closed");
  }

  @Test
  void settingsThatCannotBeAreRefusedAtOnce() {
    AttributionRequest unknown = LayerAttribution.on(model).layers("conv9").request();
    assertThatThrownBy(() -> DynamicBatcher.of(model, unknown, BatcherOptions.defaults()))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("conv9");
  }
}
