package io.attributable.tensorflow.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.internal.verify.Made.Precision;
import io.attributable.tensorflow.verify.ExampleVerification;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Functions whose derivatives are known, and what is said of gradients of them. */
final class Functions {
  static final int DIRECTIONS = 5;
  private static final double STEP = 1e-6;
  static final double[] WAVES = Made.numbers(40, 1);

  private Functions() {}

  static ExampleVerification check(
      Precision precision,
      ToDoubleFunction<double[]> explained,
      double[] activation,
      double[] gradient) {
    UnaryOperator<double[]> wrong = offBy(explained, activation, gradient);
    return check(precision, explained, activation, wrong);
  }

  /** The gradient of a rule that is off everywhere by what it is off at one place. */
  static UnaryOperator<double[]> offBy(
      ToDoubleFunction<double[]> explained, double[] activation, double[] gradient) {
    double[] right = differences(explained, activation);
    return values -> {
      double[] found = differences(explained, values);
      for (int i = 0; i < found.length; i++) {
        found[i] += gradient[i] - right[i];
      }
      return found;
    };
  }

  private static double[] differences(ToDoubleFunction<double[]> explained, double[] values) {
    double[] slopes = new double[values.length];
    for (int i = 0; i < slopes.length; i++) {
      double[] there = values.clone();
      there[i] = values[i] + STEP;
      double above = explained.applyAsDouble(there);
      there[i] = values[i] - STEP;
      slopes[i] = (above - explained.applyAsDouble(there)) / (2 * STEP);
    }
    return slopes;
  }

  static ExampleVerification check(
      Precision precision,
      ToDoubleFunction<double[]> explained,
      double[] activation,
      UnaryOperator<double[]> rule) {
    TensorFunction probe =
        precision.probe(values -> new double[] {explained.applyAsDouble(values)}, rule);
    double[] gradient = rule.apply(activation);
    return only(
        TensorGradientCheck.of(probe, precision.point(probe, activation, gradient), DIRECTIONS, 0));
  }

  static ExampleVerification only(List<ExampleVerification> examples) {
    assertThat(examples).hasSize(1);
    return examples.get(0);
  }

  static double waveSum(double[] values) {
    return 1 + Arrays.stream(values).map(Math::sin).sum();
  }

  static double[] wavesGradient() {
    return cosines(WAVES);
  }

  static double[] cosines(double[] values) {
    return Arrays.stream(values).map(Math::cos).toArray();
  }

  static double[] perExample(double[] values, int examples) {
    int size = values.length / examples;
    return IntStream.range(0, examples)
        .mapToDouble(i -> waveSum(Arrays.copyOfRange(values, i * size, (i + 1) * size)))
        .toArray();
  }

  static double relu(double[] values) {
    return Arrays.stream(values).map(x -> Math.max(0, x)).sum();
  }

  static double[] reluGradient(double[] values) {
    return Arrays.stream(values).map(x -> x > 0 ? 1 : 0).toArray();
  }

  static double[] firstOfLargest(double[] values) {
    double[] gradient = new double[values.length];
    double largest = max(values);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == largest) {
        gradient[i] = 1;
        break;
      }
    }
    return gradient;
  }

  static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** Maxima of neighbours, with weights of either sign. */
  static double pairs(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i += 2) {
      sum += (i % 4 == 0 ? 1 : -1) * Math.max(values[i], values[i + 1]);
    }
    return sum;
  }

  /** As TensorFlow has it: the first of equals. */
  static double[] rightOfPairs(double[] values) {
    double[] gradient = new double[values.length];
    for (int i = 0; i < values.length; i += 2) {
      gradient[values[i] >= values[i + 1] ? i : i + 1] = i % 4 == 0 ? 1 : -1;
    }
    return gradient;
  }

  static double softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Math.exp(logits[0]) / sum;
  }

  static double[] softmaxGradient(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    double first = Math.exp(logits[0]) / sum;
    double[] gradient = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      gradient[i] = first * ((i == 0 ? 1 : 0) - Math.exp(logits[i]) / sum);
    }
    return gradient;
  }
}
