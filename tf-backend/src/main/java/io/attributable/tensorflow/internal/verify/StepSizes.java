package io.attributable.tensorflow.internal.verify;

/** Sizes of steps, largest first, as parts of the activation's size. */
final class StepSizes {
  private static final double LARGEST = 0.5;

  /** Doubles have room for more steps than they need otherwise. */
  private static final int MOST = 12;

  private static final int FEWEST = 8;
  private static final double DOUBLE = 1e-12;

  private StepSizes() {}

  /**
   * Steps for a precision, down to where rounding is all that is left.
   *
   * @param epsilon the relative rounding error of the coarsest numbers on the way
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
