package io.attributable.tensorflow.internal.request;

import io.attributable.AxisSlice;
import io.attributable.Target;
import java.util.Arrays;
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

  /**
   * What an example's output is summed with.
   *
   * @param elements positions
   * @param factors one for each
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers on their way, which nobody compares.
  public record Terms(int[] elements, double[] factors) {
    /**
     * The explained value.
     *
     * @param output of several examples
     * @param begin where the example's begins
     */
    public double of(double[] output, int begin) {
      double sum = 0;
      for (int i = 0; i < elements.length; i++) {
        sum += factors[i] * output[begin + elements[i]];
      }
      return sum;
    }
  }

  /** Those of an example, the target having been checked. */
  public static Terms terms(Target target, int example, Shape shape) {
    if (target instanceof Target.Difference two) {
      int more = of(axes(two.index()), shape)[0];
      int less = of(axes(two.less()), shape)[0];
      return new Terms(new int[] {more, less}, new double[] {1, -1});
    }
    if (target instanceof Target.Mask mask) {
      return masked(mask, example);
    }
    int[] elements = of(target, example, shape);
    double[] ones = new double[elements.length];
    Arrays.fill(ones, 1);
    return new Terms(elements, ones);
  }

  private static Terms masked(Target.Mask mask, int example) {
    double[] weights = TargetRows.weights(mask, example);
    int[] elements = IntStream.range(0, weights.length).filter(i -> weights[i] != 0).toArray();
    return new Terms(elements, IntStream.of(elements).mapToDouble(i -> weights[i]).toArray());
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
