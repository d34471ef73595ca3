package io.attributable.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Spearman's rank correlation: whether two attributions put places in the same order. */
final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * From -1 to 1; empty where the two are not of the same places, or one has no order. A coarse
   * grid is brought to the size of the finer one, each value a box.
   */
  static Optional<Double> of(MapData one, MapData other) {
    if (one.isGrid() != other.isGrid()) {
      return Optional.empty();
    }
    if (!one.isGrid()) {
      return one.labels().equals(other.labels())
          ? of(one.values().numbers(), other.values().numbers())
          : Optional.empty();
    }
    int rows = Math.max(one.values().length(0), other.values().length(0));
    int columns = Math.max(one.values().length(1), other.values().length(1));
    return of(resized(one.values(), rows, columns), resized(other.values(), rows, columns));
  }

  private static double[] resized(Values grid, int rows, int columns) {
    double[] resized = new double[rows * columns];
    for (int i = 0; i < resized.length; i++) {
      int row = (int) ((long) (i / columns) * grid.length(0) / rows);
      int column = (int) ((long) (i % columns) * grid.length(1) / columns);
      resized[i] = grid.at(row * grid.length(1) + column);
    }
    return resized;
  }

  /** Of two vectors of the same length; empty where one is constant or has what is no number. */
  static Optional<Double> of(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (!Double.isFinite(one[i]) || !Double.isFinite(other[i])) {
        return Optional.empty();
      }
    }
    double correlation = pearson(ranks(one), ranks(other));
    return Double.isNaN(correlation) ? Optional.empty() : Optional.of(correlation);
  }

  /** Those that are equal share the mean of their ranks. */
  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int end;
    for (int start = 0; start < order.length; start = end) {
      end = start;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end - 1) / 2.0;
      }
    }
    return ranks;
  }

  private static double pearson(double[] one, double[] other) {
    double meanOfOne = IntStream.range(0, one.length).mapToDouble(i -> one[i]).average().orElse(0);
    double meanOfOther =
        IntStream.range(0, other.length).mapToDouble(i -> other[i]).average().orElse(0);
    double products = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      double left = one[i] - meanOfOne;
      double right = other[i] - meanOfOther;
      products += left * right;
      squares += left * left;
      otherSquares += right * right;
    }
    return products / Math.sqrt(squares * otherSquares);
  }
}
