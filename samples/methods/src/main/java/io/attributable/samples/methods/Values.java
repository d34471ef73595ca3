package io.attributable.samples.methods;

import io.attributable.Attribution;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.DoubleNdArray;

/** Values to be drawn in rows, with what they are called. */
record Values(String name, List<List<Double>> rows) {

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
    return of(name, rows);
  }

  static Values of(String name, double[][] rows) {
    return new Values(
        name, Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** The largest magnitude. */
  double reach() {
    return rows.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElse(0);
  }
}
