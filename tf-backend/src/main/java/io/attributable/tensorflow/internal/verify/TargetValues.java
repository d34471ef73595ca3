package io.attributable.tensorflow.internal.verify;

import io.attributable.Target;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Picks the explained value of each example out of an output's values. */
final class TargetValues {
  private final boolean predicted;
  private final int width;
  private final int[] columns;
  private final double[] weights;

  private TargetValues(boolean predicted, int width, int[] columns, double[] weights) {
    this.predicted = predicted;
    this.width = width;
    this.columns = columns;
    this.weights = weights;
  }

  /**
   * Resolves a target to indices; the predicted one to that of the largest value.
   *
   * @param output the output's values
   * @param weights a factor for each example
   */
  static TargetValues of(Target target, Shape shape, double[] output, double[] weights) {
    int examples = Math.toIntExact(shape.get(0));
    int width = examples == 0 ? 0 : output.length / examples;
    int[] columns = new int[examples];
    for (int i = 0; i < examples; i++) {
      columns[i] = column(target, i, shape, output, width);
    }
    return new TargetValues(target instanceof Target.Predicted, width, columns, weights);
  }

  private static int column(Target target, int example, Shape shape, double[] output, int width) {
    if (target instanceof Target.Index one) {
      return column(one.index(), shape);
    }
    if (target instanceof Target.PerExample each) {
      return column(each.indices().get(example), shape);
    }
    return target instanceof Target.Predicted ? largest(output, example * width, width) : 0;
  }

  private static int column(List<Integer> index, Shape shape) {
    long column = 0;
    for (int i = 0; i < index.size(); i++) {
      long size = shape.get(i + 1);
      int at = index.get(i);
      column = column * size + (at < 0 ? at + size : at);
    }
    return Math.toIntExact(column);
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
    double[] explained = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      explained[i] = output[i * width + columns[i]] * weights[i];
    }
    return explained;
  }

  /**
   * Whether the target resolves to the same indices in another output: another class may be
   * predicted there.
   */
  boolean isStill(double[] output) {
    for (int i = 0; predicted && i < columns.length; i++) {
      if (largest(output, i * width, width) != columns[i]) {
        return false;
      }
    }
    return true;
  }
}
