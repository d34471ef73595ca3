package io.attributable.evaluation;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.ArrayList;
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

  /** The explained value of each example. */
  static double[] of(Target target, DoubleNdArray output) {
    int examples = Math.toIntExact(output.shape().get(0));
    double[] values = new double[examples];
    long[] shape = output.shape().asArray();
    List<Integer> taken = taken(axes(target), shape);
    double[][] rows = ArrayRows.of(output);
    for (int i = 0; i < examples; i++) {
      for (int position : taken) {
        values[i] += rows[i][position];
      }
    }
    return values;
  }

  static List<AxisSlice> axes(Target target) {
    if (target instanceof Target.Index one) {
      return one.index().stream().map(AxisSlice::of).toList();
    }
    return target instanceof Target.Slice slice ? slice.axes() : List.of();
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
