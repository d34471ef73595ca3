package io.attributable.tensorflow.rules;

import java.util.Map;
import java.util.stream.DoubleStream;

/** Compares gradients, input by input. */
final class Gradients {
  /** Below this, what large numbers leave when they cancel out is no longer looked at. */
  private static final double SMALLEST = 0.2;

  private Gradients() {}

  /**
   * Fails unless every expected number is met, up to a part of the largest one. NaN is expected of
   * nobody; an input that is absent has no gradient by definition, which is to say zeros.
   */
  static void assertClose(
      Object what, Map<Integer, Value> actual, Map<Integer, Value> expected, double tolerance) {
    expected.forEach(
        (input, value) -> {
          Value found = actual.getOrDefault(input, value.zeros());
          if (!found.shape().equals(value.shape())) {
            throw new AssertionError(what + ", input " + input + ": " + found + ", not " + value);
          }
          double[] numbers = value.numbers();
          double allowed = tolerance * Math.max(SMALLEST, largest(numbers));
          for (int i = 0; i < numbers.length; i++) {
            double number = found.numbers()[i];
            if (!Double.isNaN(numbers[i]) && !(Math.abs(number - numbers[i]) <= allowed)) {
              throw new AssertionError(
                  "%s, input %d: number %d is %s, not %s (may be off by %s)"
                      .formatted(what, input, i, number, numbers[i], allowed));
            }
          }
        });
  }

  private static double largest(double[] numbers) {
    return DoubleStream.of(numbers).map(Math::abs).filter(Double::isFinite).max().orElse(0);
  }

  /** How many numbers are expected at all. */
  static long count(Map<Integer, Value> expected) {
    return expected.values().stream()
        .flatMapToDouble(value -> DoubleStream.of(value.numbers()))
        .filter(number -> !Double.isNaN(number))
        .count();
  }
}
