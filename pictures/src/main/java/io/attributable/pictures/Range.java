package io.attributable.pictures;

import java.util.Arrays;

/** From the least number to the largest; 0 where there is none. */
record Range(double least, double most) {
  static Range of(double... values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    return new Range(Arrays.stream(finite).min().orElse(0), Arrays.stream(finite).max().orElse(0));
  }

  /** From 0 for the least to 1 for the largest; {@code level} if these are equal. */
  double share(double value, double level) {
    return most == least ? level : (value - least) / (most - least);
  }
}
