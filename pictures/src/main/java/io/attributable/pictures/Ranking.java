package io.attributable.pictures;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The order of values by how much they say. */
final class Ranking {
  private Ranking() {}

  /** Positions of numbers, the largest magnitude first, equal ones as they came. */
  static List<Integer> byMagnitude(double[] values, Sign sign) {
    return IntStream.range(0, values.length)
        .filter(i -> Double.isFinite(values[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -Math.abs(sign.of(values[i]))))
        .toList();
  }
}
