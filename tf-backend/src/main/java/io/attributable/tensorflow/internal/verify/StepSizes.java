package io.attributable.tensorflow.internal.verify;

/**
 * Step sizes, largest first, relative to the activation's size: a geometric sequence from 0.5 to
 * epsilon^(2/3). The error of a central difference is smallest near epsilon^(1/3), which is
 * between.
 *
 * <p>Source: Nocedal and Wright (2006), Numerical Optimization, 2nd edition, section 8.1.
 */
final class StepSizes {
  private static final double LARGEST = 0.5;

  /** Double precision allows for more steps. */
  private static final int MOST = 12;

  private static final int FEWEST = 8;
  private static final double DOUBLE = 1e-12;

  private StepSizes() {}

  /**
   * Steps for a precision, down to where rounding dominates.
   *
   * @param epsilon the unit roundoff of the least precise dtype between the tensor and the output
   */
  static double[] of(double epsilon) {
    int count = epsilon < DOUBLE ? MOST : FEWEST;
    double smallest = Math.pow(epsilon, 2.0 / 3);
    double ratio = Math.pow(smallest / LARGEST, 1.0 / (count - 1));
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      steps[i] = LARGEST * Math.pow(ratio, i);
    }
    return steps;
  }
}
