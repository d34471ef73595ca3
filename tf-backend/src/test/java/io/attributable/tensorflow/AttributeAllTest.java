package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Example;
import io.attributable.ExampleResult;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.tensorflow.options.ExampleOptions;
import io.attributable.testing.Closeness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Streams of examples: what each gives is what it gives alone. */
class AttributeAllTest {
  private static AttributableModel digits;

  @BeforeAll
  static void load() {
    digits = Digits.load();
  }

  @AfterAll
  static void close() {
    digits.close();
  }

  private static LayerAttribution request() {
    return LayerGradientXActivation.on(digits)
        .layers("conv2")
        .output("logits")
        .target(Target.of(3))
        .withPrediction();
  }

  private static Example example(int i) {
    Example plain = Example.of("image", Digits.images(1 + i % 3 / 2, i)).id("image " + i);
    return switch (i % 4) {
      case 0 -> plain;
      case 1 -> plain.target(Target.of(i % 10));
      case 2 -> plain.target(Target.predicted());
      default -> plain.target(Target.of(-1));
    };
  }

  private static void compareWithSingles(List<ExampleResult> results, int count) {
    assertThat(results).hasSize(count);
    for (int i = 0; i < count; i++) {
      Example example = example(i);
      assertThat(results.get(i).position()).isEqualTo(i);
      assertThat(results.get(i).id()).hasValue("image " + i);
      var alone =
          request()
              .input("image", example.inputs().get("image"))
              .target(example.target().orElse(Target.of(3)))
              .attribute();
      var actual = results.get(i).attributions();
      Closeness.assertClose(
          "example " + i,
          actual.get("conv2").tensor().values(),
          alone.get("conv2").tensor().values(),
          1e-5);
      Closeness.assertClose(
          "prediction " + i,
          actual.prediction().orElseThrow().tensor().values(),
          alone.prediction().orElseThrow().tensor().values(),
          1e-5);
    }
  }

  @Test
  void resultsComeInOrderAndAreThoseOfSingleRequests() {
    List<Long> progress = new ArrayList<>();
    ExampleOptions options =
        ExampleOptions.defaults().batchSize(4).inFlight(10).progress(progress::add);
    List<ExampleResult> results = new ArrayList<>();
    try (ExampleResults all =
        request()
            .attributeAll(IntStream.range(0, 23).mapToObj(AttributeAllTest::example), options)) {
      all.forEachRemaining(results::add);
    }
    compareWithSingles(results, 23);
    assertThat(progress).isSorted().endsWith(23L);
  }

  @Test
  void examplesAreTakenOnlyAsResultsAreAskedFor() {
    AtomicInteger taken = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Example> endless =
        Stream.iterate(0, i -> i + 1)
            .peek(i -> taken.incrementAndGet())
            .map(AttributeAllTest::example)
            .onClose(() -> closed.set(true));
    ExampleOptions options = ExampleOptions.defaults().batchSize(2).inFlight(5);
    try (ExampleResults all = request().attributeAll(endless, options)) {
      assertThat(taken).hasValue(0);
      for (int i = 0; i < 5; i++) {
        all.next();
        assertThat(taken.get()).isLessThanOrEqualTo(6);
      }
      all.next();
      assertThat(taken.get()).isBetween(10, 11);
      assertThat(closed).isFalse();
      Runnable early = all::close;
      early.run();
      assertThat(all.hasNext()).isFalse();
      assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(closed).isTrue();
  }

  @Test
  void anExampleThatFailsDoesNotSpoilTheOthers() {
    FloatNdArray image = Digits.images(1, 7);
    List<Example> examples =
        List.of(
            Example.of("image", image),
            Example.of("image", NdArrays.ofFloats(Shape.of(1, 8, 9, 1))),
            Example.of("image", image).target(Target.of(10)),
            Example.of("picture", image),
            Example.of("image", NdArrays.ofDoubles(Shape.of(1, 8, 8, 1))),
            Example.of("image", NdArrays.scalarOf(1f)),
            Example.of("image", image).target(Target.perExample(1, 2)),
            Example.of("image", image).target(Target.of(1, 2)),
            Example.of("image", image).target(Target.of(4)));
    try (ExampleResults all =
        request().withPrediction().attributeAll(examples, ExampleOptions.defaults())) {
      List<ExampleResult> results = all.stream().toList();
      assertThat(
              results.stream().map(r -> r.failure().map(AttributionException::code).orElse(null)))
          .containsExactly(
              null,
              ErrorCode.INPUT_SHAPE,
              ErrorCode.TARGET_OUT_OF_RANGE,
              ErrorCode.INPUT_UNKNOWN,
              ErrorCode.INPUT_DTYPE,
              ErrorCode.INPUT_SHAPE,
              ErrorCode.TARGET_SHAPE,
              ErrorCode.TARGET_SHAPE,
              null);
      assertThatThrownBy(results.get(2)::attributions).hasMessageContaining("Target 10");
      assertThat(results.get(8).attributions().get("conv2").tensor().shape())
          .containsExactly(1, 8, 8, 16);
    }
  }

  @Test
  void whatASourceGaveBeforeItThrewIsExplained() {
    UncheckedIOException lost = new UncheckedIOException(new IOException("connection lost"));
    Iterator<Example> source =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Example next() {
            if (next == 7) {
              throw lost;
            }
            return example(next++);
          }
        };
    try (ExampleResults all =
        request().attributeAll(source, ExampleOptions.defaults().batchSize(4))) {
      List<ExampleResult> results = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        results.add(all.next());
      }
      compareWithSingles(results, 7);
      assertThat(all.hasNext()).isTrue();
      assertThatThrownBy(all::next)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.EXAMPLES_FAILED))
          .hasCause(lost)
          .hasMessageContaining("behind 7 examples")
          .hasMessageContaining("connection lost");
      assertThat(all.hasNext()).isFalse();
    }
  }

  @Test
  void whatIsWrongWithTheRequestIsToldAtOnce() {
    assertThatThrownBy(
            () -> request().layers("conv9").attributeAll(List.of(), ExampleOptions.defaults()))
        .hasMessageContaining("No layer \"conv9\"");
    assertThatThrownBy(
            () ->
                request()
                    .reduce(Reduction.none().sum(7))
                    .attributeAll(List.of(), ExampleOptions.defaults()))
        .hasMessageContaining("there is no axis 7");
    assertThatThrownBy(
            () -> request().gradientWeights(1).attributeAll(List.of(), ExampleOptions.defaults()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ExampleOptions.defaults().batchSize(0))
        .isInstanceOf(IllegalArgumentException.class);
    try (ExampleResults none = request().attributeAll(List.of(), ExampleOptions.defaults())) {
      assertThat(none.hasNext()).isFalse();
    }
  }

  @Test
  void aModelThatIsClosedEndsIt() {
    AttributableModel model = Digits.load();
    try (ExampleResults all =
        LayerGradientXActivation.on(model)
            .layers("conv2")
            .target(Target.of(1))
            .attributeAll(
                Stream.iterate(0, i -> i + 1).map(i -> Example.of("image", Digits.images(1, i))),
                ExampleOptions.defaults().batchSize(2))) {
      all.next();
      all.next();
      model.close();
      assertThatThrownBy(all::next)
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_CLOSED));
    }
  }

  /** Together they would have other results than alone. */
  @Test
  void examplesThatInfluenceOneAnotherAreRunOneByOne(@TempDir Path folder) {
    SmallModels.writeCentred(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("tensor:inner/Square:0")
              .target(Target.of(1))
              .withPrediction();
      List<Example> examples =
          IntStream.range(1, 6)
              .mapToObj(
                  i ->
                      Example.of(
                          "x",
                          NdArrays.wrap(
                              Shape.of(1, 3),
                              DataBuffers.of(new float[] {i, -i, 2 * i}, false, false))))
              .toList();
      try (ExampleResults all = request.attributeAll(examples, ExampleOptions.defaults())) {
        all.forEachRemaining(
            result ->
                assertThat(
                        Digits.flat(
                            result.attributions().prediction().orElseThrow().tensor().floats()))
                    .containsExactly(0, 0, 0));
      }
    }
  }
}
