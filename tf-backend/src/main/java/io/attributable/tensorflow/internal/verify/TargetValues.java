package io.attributable.tensorflow.internal.verify;

import io.attributable.Target;
import io.attributable.tensorflow.internal.request.TargetElements;
import org.tensorflow.ndarray.Shape;

/** Picks the explained value of each example out of an output's values. */
final class TargetValues {
  private final boolean predicted;
  private final int width;
  private final TargetElements.Terms[] elements;
  private final double[] weights;

  private TargetValues(
      boolean predicted, int width, TargetElements.Terms[] elements, double[] weights) {
    this.predicted = predicted;
    this.width = width;
    this.elements = elements;
    this.weights = weights;
  }

  /**
   * Resolves a target to elements; the predicted one to the largest.
   *
   * @param output the output's values
   * @param weights a factor for each example
   */
  static TargetValues of(Target target, Shape shape, double[] output, double[] weights) {
    int examples = Math.toIntExact(shape.get(0));
    int width = examples == 0 ? 0 : output.length / examples;
    boolean predicted = target instanceof Target.Predicted;
    TargetElements.Terms[] elements = new TargetElements.Terms[examples];
    for (int i = 0; i < examples; i++) {
      elements[i] =
          predicted
              ? new TargetElements.Terms(
                  new int[] {largest(output, i * width, width)}, new double[] {1})
              : TargetElements.terms(target, i, shape);
    }
    return new TargetValues(predicted, width, elements, weights);
  }

  private static int largest(double[] output, int from, int width) {
    int largest = 0;
    for (int i = 1; i < width; i++) {
      largest = output[from + i] > output[from + largest] ? i : largest;
    }
    return largest;
  }

  /** The explained values, each times its weight. */
  double[] of(double[] output) {
    double[] explained = new double[elements.length];
    for (int i = 0; i < explained.length; i++) {
      explained[i] = weights[i] * elements[i].of(output, i * width);
    }
    return explained;
  }

  /**
   * Whether the target resolves to the same elements in another output: another class may be
   * predicted there.
   */
  boolean isStill(double[] output) {
    for (int i = 0; predicted && i < elements.length; i++) {
      if (largest(output, i * width, width) != elements[i].elements()[0]) {
        return false;
      }
    }
    return true;
  }
}
