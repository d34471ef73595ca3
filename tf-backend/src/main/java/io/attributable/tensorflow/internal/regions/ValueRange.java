package io.attributable.tensorflow.internal.regions;

/** The smallest and the largest value of a picture. */
record ValueRange(double low, double high) {

  static ValueRange of(double... values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new ValueRange(low, high);
  }

  /** Where a value lies between both, from 0 to 1; 0 where that is nowhere. */
  double share(double value) {
    double share = (value - low) / (high - low);
    return Double.isFinite(share) ? share : 0;
  }
}
