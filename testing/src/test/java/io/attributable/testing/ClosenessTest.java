package io.attributable.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

class ClosenessTest {
  private static final NdArray<?> EXPECTED = NdArrays.vectorOf(0f, 10f, Float.NaN);

  @Test
  void toleratesAPartOfTheLargestNumber() {
    assertClose(NdArrays.vectorOf(0.0019, 9.9981, Double.NaN));
    assertClose(NdArrays.vectorOf(-0f, 10f, Float.NaN));
  }

  @Test
  void refusesMore() {
    assertFar(NdArrays.vectorOf(0.5f, 10f, Float.NaN), "x: number 0 of 3 is 0.5");
    assertFar(NdArrays.vectorOf(0f, 10f, 0f), "number 2 of 3 is 0.0, not NaN");
    assertFar(NdArrays.vectorOf(0f, Float.NaN, Float.NaN), "number 1 of 3 is NaN, not 10.0");
    assertFar(NdArrays.vectorOf(0f, Float.POSITIVE_INFINITY, Float.NaN), "is Infinity");
    assertFar(NdArrays.vectorOf(0f, 10f), "x: shape [2], not [3]");
  }

  private static void assertClose(NdArray<?> actual) {
    assertThatCode(() -> Closeness.assertClose("x", actual, EXPECTED)).doesNotThrowAnyException();
  }

  private static void assertFar(NdArray<?> actual, String message) {
    assertThatThrownBy(() -> Closeness.assertClose("x", actual, EXPECTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}
