package io.attributable.tensorflow;

import io.attributable.AttributedTensor;
import io.attributable.Reduction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Reductions in plain loops over whole attributions, as nobody would run them but to check. */
final class PlainReduction {
  /** Numbers row by row; positions, where neurons were chosen, one after the other. */
  record Numbers(long[] shape, double[] values, long[] positions) {}

  private PlainReduction() {}

  static Numbers of(Reduction reduction, AttributedTensor whole, long[] inputShape) {
    double[] values = new double[Math.toIntExact(whole.values().size())];
    int[] at = {0};
    whole.doubles().scalars().forEach(scalar -> values[at[0]++] = scalar.getDouble());
    Numbers numbers = new Numbers(whole.shape(), values, new long[0]);
    for (Reduction.Step step : reduction.steps()) {
      numbers = of(step, numbers, inputShape);
    }
    return numbers;
  }

  private static Numbers of(Reduction.Step step, Numbers x, long[] input) {
    if (step instanceof Reduction.Sum sum) {
      Numbers left = x;
      int rank = x.shape().length;
      int[] axes =
          sum.axes().stream().mapToInt(axis -> axis < 0 ? axis + rank : axis).sorted().toArray();
      for (int i = axes.length - 1; i >= 0; i--) {
        left = summed(left, axes[i]);
      }
      return left;
    }
    if (step instanceof Reduction.Resize resize) {
      return resized(x, resize.height(), resize.width());
    }
    if (step instanceof Reduction.Scale scale) {
      return resized(
          x, (int) (x.shape()[1] * scale.height()), (int) (x.shape()[2] * scale.width()));
    }
    if (step instanceof Reduction.ResizeToInput to) {
      return resized(x, (int) input[to.heightAxis()], (int) input[to.heightAxis() + 1]);
    }
    return step instanceof Reduction.Top top
        ? top(x, top)
        : new Numbers(x.shape(), Arrays.stream(x.values()).map(Math::abs).toArray(), new long[0]);
  }

  private static Numbers summed(Numbers x, int axis) {
    long[] shape =
        IntStream.range(0, x.shape().length)
            .filter(i -> i != axis)
            .mapToLong(i -> x.shape()[i])
            .toArray();
    int inner = size(x.shape(), axis + 1, x.shape().length);
    int length = Math.toIntExact(x.shape()[axis]);
    double[] sums = new double[size(shape, 0, shape.length)];
    for (int i = 0; i < x.values().length; i++) {
      sums[i / (inner * length) * inner + i % inner] += x.values()[i];
    }
    return new Numbers(shape, sums, new long[0]);
  }

  private static Numbers resized(Numbers map, int height, int width) {
    int examples = Math.toIntExact(map.shape()[0]);
    double[] values = new double[examples * height * width];
    for (int i = 0; i < values.length; i++) {
      double y = centre(i / width % height, height, map.shape()[1]);
      double x = centre(i % width, width, map.shape()[2]);
      values[i] = at(map, i / (width * height), y, x);
    }
    return new Numbers(new long[] {examples, height, width}, values, new long[0]);
  }

  /** Where the middle of a pixel lies among those it is made of. */
  private static double centre(int place, int places, long before) {
    return (place + 0.5) * before / places - 0.5;
  }

  private static double at(Numbers map, int example, double y, double x) {
    double sum = 0;
    for (int dy = 0; dy < 2; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        double wy = 1 - Math.abs(y - (Math.floor(y) + dy));
        double wx = 1 - Math.abs(x - (Math.floor(x) + dx));
        long row = clamp(Math.floor(y) + dy, map.shape()[1]);
        long column = clamp(Math.floor(x) + dx, map.shape()[2]);
        long place = (example * map.shape()[1] + row) * map.shape()[2] + column;
        sum += wy * wx * map.values()[Math.toIntExact(place)];
      }
    }
    return sum;
  }

  private static long clamp(double place, long size) {
    return (long) Math.max(0, Math.min(size - 1, place));
  }

  private static Numbers top(Numbers x, Reduction.Top top) {
    int rank = x.shape().length;
    int neurons = size(x.shape(), 1, rank);
    int examples = Math.toIntExact(x.shape()[0]);
    int count = Math.min(top.count(), neurons);
    double[] values = new double[examples * count];
    long[] positions = new long[examples * count * (rank - 1)];
    for (int example = 0; example < examples; example++) {
      int from = example * neurons;
      int[] order =
          IntStream.range(0, neurons)
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      place -> {
                        double value = x.values()[from + place];
                        // Zeros of either sign are the same.
                        return 0.0 - (top.byMagnitude() ? Math.abs(value) : value);
                      }))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < count; i++) {
        values[example * count + i] = x.values()[from + order[i]];
        int rest = order[i];
        for (int axis = rank - 1; axis >= 1; axis--) {
          positions[(example * count + i) * (rank - 1) + axis - 1] = rest % x.shape()[axis];
          rest = (int) (rest / x.shape()[axis]);
        }
      }
    }
    return new Numbers(new long[] {examples, count}, values, positions);
  }

  private static int size(long[] shape, int from, int to) {
    long size = 1;
    for (int i = from; i < to; i++) {
      size *= shape[i];
    }
    return Math.toIntExact(size);
  }
}
