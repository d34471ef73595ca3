package io.attributable.evaluation;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;

/** What targets pick from outputs. */
final class TargetValues {
  private TargetValues() {}

  /** The target of one example, as it is for any batch; the one that was predicted as an index. */
  static Target of(Target target, int example, DoubleNdArray output) {
    if (target instanceof Target.PerExample each) {
      return new Target.Index(each.indices().get(example));
    }
    if (target instanceof Target.SlicePerExample each) {
      return new Target.Slice(each.slices().get(example));
    }
    if (target instanceof Target.Mask mask && mask.perExample()) {
      return Target.mask(mask.weights().get(example));
    }
    if (target instanceof Target.Predicted && output.rank() > 1) {
      return new Target.Index(largest(output, example));
    }
    return target instanceof Target.Predicted ? Target.none() : target;
  }

  /** The first of the largest. */
  private static List<Integer> largest(DoubleNdArray output, int example) {
    double[] row = ArrayRows.flat(output.get(example));
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    Integer[] index = new Integer[output.rank() - 1];
    for (int axis = index.length; axis > 0; axis--) {
      int size = Math.toIntExact(output.shape().get(axis));
      index[axis - 1] = best % size;
      best /= size;
    }
    return List.of(index);
  }

  /** The explained value of each example: a weighted sum of its output. */
  static double[] of(Target target, DoubleNdArray output) {
    double[] weights = weights(target, output.shape().asArray());
    double[][] rows = ArrayRows.of(output);
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int position = 0; position < weights.length; position++) {
        // What does not count may be infinite.
        values[i] += weights[position] == 0 ? 0 : weights[position] * rows[i][position];
      }
    }
    return values;
  }

  /**
   * By element of an example's output, what it counts.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for other kinds of targets
   */
  private static double[] weights(Target target, long[] shape) {
    if (target instanceof Target.Mask mask) {
      return ArrayRows.flat(mask.weights());
    }
    if (target instanceof Target.Difference two) {
      double[] difference = weights(new Target.Index(two.index()), shape);
      double[] less = weights(new Target.Index(two.less()), shape);
      for (int i = 0; i < less.length; i++) {
        difference[i] -= less[i];
      }
      return difference;
    }
    double[] weights =
        new double[Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact))];
    taken(axes(target), shape).forEach(position -> weights[position] = 1);
    return weights;
  }

  /**
   * What a target of one example takes of each axis; all of them of {@link Target.None}.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for other kinds of targets:
   *     a wrong number would look right
   */
  static List<AxisSlice> axes(Target target) {
    if (target instanceof Target.Index one) {
      return one.index().stream().map(AxisSlice::of).toList();
    }
    if (target instanceof Target.Slice slice) {
      return slice.axes();
    }
    if (target instanceof Target.None) {
      return List.of();
    }
    throw ExplainedInputs.refused(
        "target " + target,
        "its value is known to the model alone",
        "Name an element of the output, or a slice.");
  }

  /** Positions within an example; all of them where there are no slices. */
  private static List<Integer> taken(List<AxisSlice> axes, long[] shape) {
    List<Integer> positions = List.of(0);
    for (int axis = 1; axis < shape.length; axis++) {
      long size = shape[axis];
      AxisSlice slice =
          axis <= axes.size() ? axes.get(axis - 1) : AxisSlice.read(":").orElseThrow();
      List<Integer> next = new ArrayList<>();
      for (int position : positions) {
        for (long at = slice.first(size); at < slice.end(size); at += slice.step()) {
          next.add(Math.toIntExact(position * size + at));
        }
      }
      positions = next;
    }
    return positions;
  }
}
