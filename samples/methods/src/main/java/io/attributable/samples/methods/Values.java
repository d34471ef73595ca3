package io.attributable.samples.methods;

import io.attributable.Attribution;
import java.util.Arrays;
import org.tensorflow.ndarray.DoubleNdArray;

/** Values to be drawn in rows, with what they are called. */
record Values(String name, double[][] rows) {

  /** Of the only example of an attribution: channels are summed, a sequence is a single row. */
  static Values of(String name, Attribution attribution, int axes) {
    DoubleNdArray all = attribution.tensors().get(0).doubles();
    long[] shape = all.shape().asArray();
    int height = axes == 2 ? (int) shape[1] : 1;
    int width = (int) shape[axes];
    double[][] rows = new double[height][width];
    all.scalars()
        .forEachIndexed(
            (at, value) -> rows[axes == 2 ? (int) at[1] : 0][(int) at[axes]] += value.getDouble());
    return new Values(name, rows);
  }

  /** The largest magnitude. */
  double reach() {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }
}
