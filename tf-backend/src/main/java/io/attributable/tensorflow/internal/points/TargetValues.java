package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.Shape;

/** Picks the explained values of outputs on the Java heap. */
final class TargetValues {
  private final DoubleNdArray output;
  private final int examples;

  /**
   * Reads an output.
   *
   * @param output {@code [points · examples, …]}
   */
  TargetValues(AttributedTensor output, long examples) {
    this.output = output.doubles();
    this.examples = Math.toIntExact(examples);
  }

  /** The shape of what the examples of one point have. */
  Shape shape() {
    return output.shape().tail().prepend(examples);
  }

  /** How many points there are. */
  int points() {
    return Math.toIntExact(output.shape().get(0) / examples);
  }

  /** By example, the explained value at a point. */
  double[] at(int point, Target target) {
    double[] values = new double[examples];
    for (int i = 0; i < examples; i++) {
      values[i] = value(row(point, i), target, i);
    }
    return values;
  }

  private DoubleNdArray row(int point, int example) {
    return output.get((long) point * examples + example);
  }

  private static double value(DoubleNdArray row, Target target, int example) {
    if (target instanceof Target.Index one) {
      return element(row, one.index());
    }
    if (target instanceof Target.PerExample each) {
      return element(row, each.indices().get(Math.min(example, each.indices().size() - 1)));
    }
    double sum = 0;
    for (DoubleNdArray scalar : row.scalars()) {
      sum += scalar.getDouble();
    }
    return sum;
  }

  private static double element(DoubleNdArray row, List<Integer> index) {
    long[] at = new long[index.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = index.get(i) < 0 ? row.shape().get(i) + index.get(i) : index.get(i);
    }
    return row.getDouble(at);
  }

  /** The index of each example's largest value at a point; the first one where several tie. */
  Target predicted(int point) {
    List<int[]> indices = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      indices.add(largest(row(point, i)));
    }
    return Target.perExampleIndex(indices.toArray(int[][]::new));
  }

  private static int[] largest(DoubleNdArray row) {
    long[][] best = {new long[row.rank()]};
    double[] largest = {Double.NEGATIVE_INFINITY};
    row.scalars()
        .forEachIndexed(
            (at, scalar) -> {
              if (scalar.getDouble() > largest[0]) {
                largest[0] = scalar.getDouble();
                best[0] = at.clone();
              }
            });
    int[] index = new int[best[0].length];
    for (int i = 0; i < index.length; i++) {
      index[i] = Math.toIntExact(best[0][i]);
    }
    return index;
  }
}
