package io.attributable.samples.digits;

import java.util.Optional;

/** Says in words where in a grid most lies: which ninth of it has the largest sum. */
final class Compass {
  private static final String[][] REGIONS = {
    {"upper left", "top", "upper right"},
    {"left", "centre", "right"},
    {"lower left", "bottom", "lower right"}
  };

  private Compass() {}

  /** Where most speaks for the class, such as {@code upper left}; empty if nothing does. */
  static Optional<String> mostFor(Grid grid) {
    return largest(grid, 1);
  }

  /** Where most speaks against the class; empty if nothing does. */
  static Optional<String> mostAgainst(Grid grid) {
    return largest(grid, -1);
  }

  private static Optional<String> largest(Grid grid, int sign) {
    double[][] sums = sums(grid);
    double largest = 0;
    Optional<String> place = Optional.empty();
    for (int row = 0; row < REGIONS.length; row++) {
      for (int column = 0; column < REGIONS.length; column++) {
        if (sign * sums[row][column] > largest) {
          largest = sign * sums[row][column];
          place = Optional.of(REGIONS[row][column]);
        }
      }
    }
    return place;
  }

  private static double[][] sums(Grid grid) {
    double[][] sums = new double[REGIONS.length][REGIONS.length];
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        sums[third(row, grid.rows())][third(column, grid.columns())] += grid.at(row, column);
      }
    }
    return sums;
  }

  /** Which third of a side the middle of a square lies in. */
  private static int third(int index, int squares) {
    return (2 * index + 1) * REGIONS.length / (2 * squares);
  }
}
