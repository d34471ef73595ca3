package io.attributable.report;

import io.attributable.metrics.RankCorrelation;
import java.util.Optional;

/** Spearman's rank correlation: whether two attributions put places in the same order. */
final class MapCorrelation {
  private MapCorrelation() {}

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
    double correlation = RankCorrelation.spearman(one, other);
    return Double.isNaN(correlation) ? Optional.empty() : Optional.of(correlation);
  }
}
