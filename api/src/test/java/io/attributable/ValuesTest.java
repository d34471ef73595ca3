package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** Results are equal when they say the same, number by number. */
class ValuesTest {
  @Test
  void tensorsAreComparedByTheirNumbers() {
    assertSame(tensor(1, 2, 3), tensor(1, 2, 3));
    assertSame(tensor(Float.NaN), tensor(Float.NaN));
    assertThat(tensor(1, 2, 3)).isNotEqualTo(tensor(1, 2, 4)).isNotEqualTo(tensor(1, 2));
    assertThat(tensor(0f)).isNotEqualTo(tensor(-0f));
    assertThat(tensor(1)).isNotEqualTo(null).isNotEqualTo("conv:0 float32[1]");
    assertThat(new AttributedTensor("b:0", ElementType.FLOAT32, vector(1)))
        .isNotEqualTo(new AttributedTensor("conv:0", ElementType.FLOAT32, vector(1)))
        .isNotEqualTo(new AttributedTensor("b:0", ElementType.FLOAT16, vector(1)));
  }

  @Test
  void shapeCounts() {
    NdArray<Float> row = NdArrays.wrap(Shape.of(1, 2), vectorData(1, 2));
    NdArray<Float> column = NdArrays.wrap(Shape.of(2, 1), vectorData(1, 2));
    assertThat(new AttributedTensor("x:0", ElementType.FLOAT32, row))
        .isNotEqualTo(new AttributedTensor("x:0", ElementType.FLOAT32, column));
  }

  @Test
  void classOfAnArrayDoesNotCount() {
    FloatNdArray whole = StdArrays.ndCopyOf(new float[][] {{0, 0}, {1, 2}});
    assertSame(new AttributedTensor("x:0", ElementType.FLOAT32, whole.get(1)), named("x:0", 1, 2));
  }

  @Test
  void positionsCount() {
    assertSame(chosen(4), chosen(4));
    assertThat(chosen(4)).isNotEqualTo(chosen(5));
    assertThat(chosen(4)).isNotEqualTo(tensor(1));
  }

  @Test
  void doublesAreCompared() {
    assertSame(doubles(0.1), doubles(0.1));
    assertThat(doubles(0.1)).isNotEqualTo(doubles(0.2));
  }

  @Test
  void attributionsAreCompared() {
    assertSame(layer("conv", 1), layer("conv", 1));
    assertThat(layer("conv", 1)).isNotEqualTo(layer("conv", 2)).isNotEqualTo(layer("dense", 1));
    assertThat(layer("conv", 1))
        .isNotEqualTo(
            new Attribution(
                "conv", Port.OUTPUT, new GradientXActivation(Mode.LOCAL), List.of(tensor(1)), null))
        .isNotEqualTo(
            new Attribution(
                "conv",
                Port.OUTPUT,
                new GradientXActivation(),
                List.of(tensor(1)),
                new Prediction("p", tensor(1))));
    assertSame(
        new Attributions(List.of(layer("a", 1), layer("b", 2))),
        new Attributions(List.of(layer("a", 1), layer("b", 2))));
    assertThat(new Attributions(List.of(layer("a", 1), layer("b", 2))))
        .isNotEqualTo(new Attributions(List.of(layer("b", 2), layer("a", 1))));
  }

  @Test
  void predictionsAndExamplesAreCompared() {
    assertSame(new Prediction("p", tensor(1)), new Prediction("p", tensor(1)));
    assertSame(example(NdArrays.vectorOf(1, 2)), example(NdArrays.vectorOf(1, 2)));
    assertSame(
        example(NdArrays.vectorOfObjects("a".getBytes())),
        example(NdArrays.vectorOfObjects("a".getBytes())));
    assertThat(example(NdArrays.vectorOf(1, 2)))
        .isNotEqualTo(example(NdArrays.vectorOf(1, 3)))
        .isNotEqualTo(example(NdArrays.vectorOf(1L, 2L)))
        .isNotEqualTo(example(NdArrays.vectorOf(1, 2)).id("a"))
        .isNotEqualTo(Example.of("y", NdArrays.vectorOf(1, 2)));
    assertSame(
        new ExampleResult(0, Optional.of("a"), Optional.of(all()), Optional.empty()),
        new ExampleResult(0, Optional.of("a"), Optional.of(all()), Optional.empty()));
  }

  @Test
  void codeIsWrittenAsInMessages() {
    AttributionException failure = new AttributionException(ErrorCode.MODEL_CLOSED, "m");
    assertThat(failure.code()).hasToString("ModelClosed");
    assertThat(failure).hasMessageStartingWith("[" + failure.code() + "] ");
  }

  private static Attributions all() {
    return new Attributions(List.of(layer("a", 1)));
  }

  private static void assertSame(Object one, Object other) {
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  private static Example example(NdArray<?> x) {
    return Example.of(Map.of("x", x)).target(Target.of(1));
  }

  private static Attribution layer(String name, float value) {
    return new Attribution(
        name, Port.OUTPUT, new GradientXActivation(), List.of(tensor(value)), null);
  }

  private static AttributedTensor chosen(long position) {
    return new AttributedTensor(
        "conv:0",
        ElementType.FLOAT32,
        vector(1),
        Optional.of(StdArrays.ndCopyOf(new long[][] {{position}})));
  }

  private static AttributedTensor doubles(double value) {
    return new AttributedTensor("x:0", ElementType.FLOAT64, NdArrays.vectorOf(value));
  }

  private static AttributedTensor tensor(float... values) {
    return named("conv:0", values);
  }

  private static AttributedTensor named(String name, float... values) {
    return new AttributedTensor(name, ElementType.FLOAT32, vector(values));
  }

  private static FloatNdArray vector(float... values) {
    return StdArrays.ndCopyOf(values);
  }

  private static org.tensorflow.ndarray.buffer.FloatDataBuffer vectorData(float... values) {
    return org.tensorflow.ndarray.buffer.DataBuffers.of(values);
  }
}
