package io.attributable.tensorflow.internal.request;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Which elements of an example's output a target explains, all of them together: their positions in
 * row-major order.
 */
public final class TargetElements {
  private TargetElements() {}

  /**
   * Those of an example, the target having been checked; all, where it names none.
   *
   * @param shape of the output, dimension 0 being the example
   */
  public static int[] of(Target target, int example, Shape shape) {
    if (target instanceof Target.Index one) {
      return of(axes(one.index()), shape);
    }
    if (target instanceof Target.PerExample each) {
      return of(axes(of(each.indices(), example)), shape);
    }
    if (target instanceof Target.Slice one) {
      return of(one.axes(), shape);
    }
    if (target instanceof Target.SlicePerExample each) {
      return of(of(each.slices(), example), shape);
    }
    return IntStream.range(0, Math.toIntExact(shape.tail().size())).toArray();
  }

  private static <T> T of(List<T> each, int example) {
    return each.get(Math.min(example, each.size() - 1));
  }

  private static List<AxisSlice> axes(List<Integer> index) {
    return index.stream().map(AxisSlice::of).toList();
  }

  private static int[] of(List<AxisSlice> axes, Shape shape) {
    int[] elements = {0};
    for (int axis = 0; axis < axes.size(); axis++) {
      elements = within(elements, axes.get(axis), shape.get(axis + 1));
    }
    return elements;
  }

  /** One axis more. */
  private static int[] within(int[] rows, AxisSlice taken, long size) {
    int count = Math.toIntExact(taken.count(size));
    int[] elements = new int[Math.multiplyExact(rows.length, count)];
    for (int i = 0; i < elements.length; i++) {
      long at = taken.first(size) + (long) (i % count) * taken.step();
      elements[i] = Math.toIntExact(rows[i / count] * size + at);
    }
    return elements;
  }
}
