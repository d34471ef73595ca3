package io.attributable.testing;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * Compares arrays of floating-point numbers: each number may be off by 2e-4 of the largest expected
 * one. {@code -0.0} equals {@code 0.0}; infinities and NaN equal only themselves.
 */
public final class Closeness {
  /** The part of the largest expected number that each number may be off by. */
  public static final double TOLERANCE = 2e-4;

  private Closeness() {}

  /**
   * Fails unless both arrays have the same shape and close numbers.
   *
   * @param what names the arrays in the failure's message
   * @throws AssertionError if they differ, with the first place where they do
   */
  public static void assertClose(String what, NdArray<?> actual, NdArray<?> expected) {
    assertClose(what, actual, expected, TOLERANCE);
  }

  /**
   * As {@link #assertClose(String, NdArray, NdArray)}.
   *
   * @param tolerance how far a number may be off, as a part of the largest one expected
   */
  public static void assertClose(
      String what, NdArray<?> actual, NdArray<?> expected, double tolerance) {
    if (!actual.shape().equals(expected.shape())) {
      throw new AssertionError(what + ": shape " + actual.shape() + ", not " + expected.shape());
    }
    List<Double> actualNumbers = numbers(actual);
    List<Double> expectedNumbers = numbers(expected);
    double allowed = tolerance * largest(expectedNumbers);
    for (int i = 0; i < expectedNumbers.size(); i++) {
      if (!close(actualNumbers.get(i), expectedNumbers.get(i), allowed)) {
        throw new AssertionError(
            "%s: number %d of %d is %s, not %s (may be off by %s)"
                .formatted(
                    what,
                    i,
                    expectedNumbers.size(),
                    actualNumbers.get(i),
                    expectedNumbers.get(i),
                    allowed));
      }
    }
  }

  private static boolean close(double actual, double expected, double allowed) {
    return Double.compare(actual, expected) == 0 || Math.abs(actual - expected) <= allowed;
  }

  private static double largest(List<Double> numbers) {
    return numbers.stream().mapToDouble(Math::abs).filter(Double::isFinite).max().orElse(0);
  }

  private static List<Double> numbers(NdArray<?> array) {
    List<Double> numbers = new ArrayList<>();
    array.scalars().forEach(scalar -> numbers.add(((Number) scalar.getObject()).doubleValue()));
    return numbers;
  }
}
