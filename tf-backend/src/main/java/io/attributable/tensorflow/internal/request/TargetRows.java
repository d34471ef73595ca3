package io.attributable.tensorflow.internal.request;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

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
    return target instanceof Target.SlicePerExample each
        ? each.slices().stream().map(TargetRows::bounds).toList()
        : List.of();
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
