package io.attributable.tensorflow;

import io.attributable.Interpolation;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** Maps brought to the size of pictures and laid over them, value by value on the heap. */
final class HeapInterpolation {
  private HeapInterpolation() {}

  /**
   * A picture times a map.
   *
   * @param picture {@code [examples, positions …, channels]}, or without channels
   * @param map {@code [examples, positions …]}
   * @param channels the dimension of the picture that holds the channels: 1, or another one for the
   *     last
   */
  static NdArray<Double> product(
      NdArray<Double> picture, NdArray<Double> map, int channels, Interpolation interpolation) {
    DoubleNdArray product = NdArrays.ofDoubles(picture.shape());
    int count = map.rank() - 1;
    picture
        .scalars()
        .forEachIndexed(
            (at, value) -> {
              double[] places = new double[count];
              for (int i = 0; i < count; i++) {
                int axis = channels == 1 ? i + 2 : i + 1;
                places[i] =
                    place(
                        at[axis], picture.shape().get(axis), map.shape().get(i + 1), interpolation);
              }
              product.setDouble(value.getObject() * value(map, at[0], places), at);
            });
    return product;
  }

  private static double place(long at, long size, long mapped, Interpolation interpolation) {
    return interpolation == Interpolation.NEAREST
        ? at * mapped / size
        : Math.min(mapped - 1, Math.max(0, (at + 0.5) * mapped / size - 0.5));
  }

  /** The mean of all corners around a place, weighted by how near they are. */
  private static double value(NdArray<Double> map, long example, double... places) {
    double sum = 0;
    for (int corner = 0; corner < 1 << places.length; corner++) {
      long[] at = new long[places.length + 1];
      at[0] = example;
      double weight = 1;
      for (int i = 0; i < places.length; i++) {
        boolean upper = (corner >> i & 1) == 1;
        long low = (long) places[i];
        double share = places[i] - low;
        at[i + 1] = upper ? Math.min(low + 1, map.shape().get(i + 1) - 1) : low;
        weight *= upper ? share : 1 - share;
      }
      sum += weight == 0 ? 0 : weight * map.getObject(at);
    }
    return sum;
  }
}
