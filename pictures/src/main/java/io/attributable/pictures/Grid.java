package io.attributable.pictures;

import io.attributable.Interpolation;

/** Values in rows and columns. Nothing writes to them. */
final class Grid {
  private static final long MOST = 1 << 24;

  private final int rows;
  private final int columns;
  private final double[] values;

  Grid(int rows, int columns, double... values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** From [rows, columns], [rows, columns, channels] (summed), or either as a batch of one. */
  static Grid of(Numbers numbers, String what) {
    Numbers one = numbers.rank() == 4 ? numbers.withoutBatch(3) : numbers;
    if (one.rank() != 2 && one.rank() != 3) {
      throw numbers.refused(
          what,
          "it needs rows and columns",
          "[rows, columns], [rows, columns, channels] or [1, rows, columns, channels]");
    }
    if ((long) one.length(0) * one.length(1) > MOST) {
      throw numbers.refused(what, "it is too large", "at most " + MOST + " rows times columns");
    }
    Numbers flat = one.summedTo(2);
    return new Grid(flat.length(0), flat.length(1), flat.values());
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  double[] values() {
    return values;
  }

  Grid with(double... others) {
    return new Grid(rows, columns, others);
  }

  /** The same at another size. */
  Grid resized(int height, int width, Interpolation interpolation) {
    if (height == rows && width == columns) {
      return this;
    }
    double[] resized = new double[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        resized[y * width + x] =
            interpolation == Interpolation.NEAREST
                ? at((int) ((long) y * rows / height), (int) ((long) x * columns / width))
                : between((y + 0.5) * rows / height - 0.5, (x + 0.5) * columns / width - 0.5);
      }
    }
    return new Grid(height, width, resized);
  }

  private double between(double y, double x) {
    double row = Math.max(0, Math.min(rows - 1, y));
    double column = Math.max(0, Math.min(columns - 1, x));
    int top = (int) row;
    int left = (int) column;
    double up = mixed(top, left, column - left);
    return row == top ? up : up + (row - top) * (mixed(top + 1, left, column - left) - up);
  }

  private double mixed(int row, int left, double share) {
    double start = at(row, left);
    return share == 0 ? start : start + share * (at(row, left + 1) - start);
  }
}
