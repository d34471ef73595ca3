package io.attributable;

import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/** The mean over the rows of an array, in 64 bits. */
final class MeanRow {
  private static final String MEAN = "mean";

  private MeanRow() {}

  /** Reads {@code {"mean": rows}}. */
  static Optional<NdArray<?>> read(Object value) {
    return value instanceof Map<?, ?> map
            && map.size() == 1
            && map.get(MEAN) instanceof NdArray<?> rows
        ? of(rows)
        : Optional.empty();
  }

  /** The mean; empty where there is none, as of texts and of no rows. */
  static Optional<NdArray<?>> of(NdArray<?> rows) {
    boolean numbers = rows instanceof FloatNdArray || rows instanceof DoubleNdArray;
    if (!numbers || rows.rank() == 0 || rows.shape().get(0) == 0) {
      return Optional.empty();
    }
    DoubleNdArray mean = NdArrays.ofDoubles(rows.shape().tail());
    double[] sums = new double[Math.toIntExact(mean.size())];
    int next = 0;
    for (NdArray<?> value : rows.scalars()) {
      sums[next] += ((Number) value.getObject()).doubleValue();
      next = next + 1 == sums.length ? 0 : next + 1;
    }
    int[] at = {0};
    mean.scalars().forEach(value -> value.setDouble(sums[at[0]++] / rows.shape().get(0)));
    return Optional.of(mean);
  }
}
