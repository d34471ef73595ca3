package io.attributable.samples.digits;

import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A rectangle of numbers: the ink of a digit, or an attribution at each place of a layer.
 * Immutable.
 */
final class Grid {
  private final int rows;
  private final int columns;
  private final float[] values;

  private Grid(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /** A grid of rows, which must be equally long; the numbers are copied. */
  static Grid of(float[]... rows) {
    int columns = rows[0].length;
    float[] values = new float[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException("Row " + row + " is not as long as the first.");
      }
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return new Grid(rows.length, columns, values);
  }

  /**
   * One example of a batch of pictures, its channels summed: what a layer of many channels says
   * about each place.
   *
   * @param batch shaped {@code [examples, rows, columns, channels]}
   */
  static Grid sumOfChannels(FloatNdArray batch, int example) {
    int rows = (int) batch.shape().get(1);
    int columns = (int) batch.shape().get(2);
    float[] values = new float[rows * columns];
    batch
        .get(example)
        .scalars()
        .forEachIndexed((at, value) -> values[(int) (at[0] * columns + at[1])] += value.getFloat());
    return new Grid(rows, columns, values);
  }

  /** As an array of {@code [rows, columns]}. */
  FloatNdArray array() {
    return NdArrays.wrap(Shape.of(rows, columns), DataBuffers.of(values, true, false));
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  float at(int row, int column) {
    return values[row * columns + column];
  }

  /** The largest distance from zero: the end of a scale that has zero in the middle. */
  float reach() {
    float reach = 0;
    for (float value : values) {
      reach = Math.max(reach, Math.abs(value));
    }
    return reach;
  }

  /** All numbers added up. */
  double sum() {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** This grid less another one of the same size. */
  Grid minus(Grid other) {
    if (other.rows != rows || other.columns != columns) {
      throw new IllegalArgumentException("Grids of different size cannot be subtracted.");
    }
    float[] differences = values.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other.values[i];
    }
    return new Grid(rows, columns, differences);
  }
}
