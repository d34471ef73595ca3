package io.attributable.tensorflow.internal.batch;

import io.attributable.ElementType;

/**
 * Holds the numbers of rows that were computed alone against those of a batch: whatever differs by
 * more than rounding shows that rows influence one another. Immutable, safe for any number of
 * threads.
 */
public final class RowComparison {
  /** Kernels round differently for other sizes; interactions are larger by far. */
  private static final double ROUNDING = 1e-3;

  private static final double ROUNDING_OF_HALVES = 2e-2;

  /**
   * How many times the rounding two rows have to differ by. Their mean, for one, moves each of a
   * batch of three by a third of the difference or more.
   */
  private static final double TELLING = 10;

  private final boolean mixed;

  /**
   * Compares what was computed.
   *
   * @param mixed whether arrays of 32 bits are computed in 16
   */
  public RowComparison(boolean mixed) {
    this.mixed = mixed;
  }

  /**
   * Whether numbers stand in a batch as they were alone.
   *
   * @param from where they begin in the batch
   */
  public boolean agree(ElementType type, double[] alone, double[] together, int from) {
    double bound = largest(alone) * rounding(type);
    for (int i = 0; i < alone.length; i++) {
      double actual = together[from + i];
      boolean same = Double.compare(alone[i], actual) == 0;
      if (!same && !(Math.abs(alone[i] - actual) <= bound)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the results of two rows differ enough for an influence to be seen. */
  public boolean tells(ElementType type, double[] one, double[] other) {
    double bound = Math.max(largest(one), largest(other)) * rounding(type) * TELLING;
    for (int i = 0; i < one.length; i++) {
      if (Math.abs(one[i] - other[i]) > bound) {
        return true;
      }
    }
    return false;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    return largest;
  }

  /** Mixed precision leaves arrays as they are, and computes what is in them in 16 bits. */
  private double rounding(ElementType type) {
    boolean half =
        switch (type) {
          case FLOAT16, BFLOAT16 -> true;
          case FLOAT32 -> mixed;
          case FLOAT64 -> false;
        };
    return half ? ROUNDING_OF_HALVES : ROUNDING;
  }
}
