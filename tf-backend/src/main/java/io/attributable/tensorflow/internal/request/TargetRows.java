package io.attributable.tensorflow.internal.request;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Targets as they are fed: a row for each example, or one for all. */
final class TargetRows {
  private final boolean sliced;
  private final int axes;

  /**
   * Rows of one kind.
   *
   * @param sliced whether a start, an end and a step per axis are fed, rather than an index
   * @param axes how many the output has after the first
   */
  TargetRows(boolean sliced, int axes) {
    this.sliced = sliced;
    this.axes = axes;
  }

  /** The graph fails without any row, so an empty batch gets one that is not used. */
  List<long[]> of(Target target) {
    List<long[]> rows = rows(target);
    return rows.isEmpty() ? List.of(row(Collections.nCopies(axes, 0))) : rows;
  }

  private List<long[]> rows(Target target) {
    if (target instanceof Target.Index one) {
      return List.of(row(one.index()));
    }
    if (target instanceof Target.PerExample each) {
      return each.indices().stream().map(this::row).toList();
    }
    if (target instanceof Target.Slice one) {
      return List.of(bounds(one.axes()));
    }
    if (target instanceof Target.Difference two) {
      return List.of(row(Stream.concat(two.index().stream(), two.less().stream()).toList()));
    }
    return target instanceof Target.SlicePerExample each
        ? each.slices().stream().map(TargetRows::bounds).toList()
        : List.of();
  }

  /** The weights of a mask for an example, as one row. */
  static double[] weights(Target.Mask mask, int example) {
    DoubleNdArray all = mask.weights();
    DoubleNdArray row =
        mask.perExample() ? all.get(Math.min(example, all.shape().get(0) - 1)) : all;
    double[] weights = new double[Math.toIntExact(row.size())];
    row.copyTo(DataBuffers.of(weights, false, false));
    return weights;
  }

  private long[] row(List<Integer> index) {
    return sliced
        ? bounds(index.stream().map(AxisSlice::of).toList())
        : index.stream().mapToLong(Integer::longValue).toArray();
  }

  /** An end that is open is larger than any. */
  private static long[] bounds(List<AxisSlice> slices) {
    return slices.stream()
        .flatMapToLong(
            slice ->
                LongStream.of(
                    slice.start(),
                    slice.stop().isPresent() ? slice.stop().getAsInt() : Long.MAX_VALUE,
                    slice.step()))
        .toArray();
  }
}
