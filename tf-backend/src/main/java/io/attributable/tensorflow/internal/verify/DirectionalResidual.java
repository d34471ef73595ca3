package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck;

/**
 * The explained number along a direction, less what the gradient says: of a right gradient nothing
 * is left as steps become smaller.
 *
 * @param kind how the direction was chosen
 * @param tape the derivative that the gradient says
 * @param right by step, what is left of the difference ahead, per step; NaN where it says nothing
 * @param left the same of the difference behind
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DirectionalResidual(DirectionCheck.Kind kind, double tape, double[] right, double[] left) {

  /** By how much the central difference is off. */
  double error(int step) {
    return (right[step] + left[step]) / 2;
  }

  /** By how much the differences ahead and behind are apart. */
  double bend(int step) {
    return right[step] - left[step];
  }

  boolean isUsable(int step) {
    return Double.isFinite(right[step]) && Double.isFinite(left[step]);
  }

  /** Whether neither the gradient nor any step found the output to change. */
  boolean isFlat() {
    for (int i = 0; i < right.length; i++) {
      if (isUsable(i) && (right[i] != 0 || left[i] != 0)) {
        return false;
      }
    }
    return tape == 0;
  }
}
