package io.attributable.tensorflow.internal.regions;

import org.tensorflow.ndarray.NdArray;

/** The smallest and the largest value of a picture. */
record ValueRange(double low, double high) {

  static ValueRange of(NdArray<?> picture) {
    double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    picture
        .scalars()
        .forEach(
            scalar -> {
              double value = ((Number) scalar.getObject()).doubleValue();
              ends[0] = Math.min(ends[0], value);
              ends[1] = Math.max(ends[1], value);
            });
    return new ValueRange(ends[0], ends[1]);
  }

  /** Where a value lies between both, from 0 to 1; 0 where that is nowhere. */
  double share(double value) {
    double share = (value - low) / (high - low);
    return Double.isFinite(share) ? share : 0;
  }
}
