package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck;

/**
 * The difference quotients of the explained value along a direction, less the derivative that the
 * gradient predicts: for a correct gradient they go to zero with the step.
 *
 * @param kind how the direction was chosen
 * @param tape the directional derivative by the gradient
 * @param right by step, the residual of the forward difference quotient; NaN where it is not usable
 * @param left the same of the backward difference quotient
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DirectionalResidual(DirectionCheck.Kind kind, double tape, double[] right, double[] left) {

  /** The residual of the central difference quotient. */
  double error(int step) {
    return (right[step] + left[step]) / 2;
  }

  /**
   * The forward less the backward difference quotient. At a non-differentiable point it stays as
   * the step shrinks.
   */
  double oneSidedGap(int step) {
    return right[step] - left[step];
  }

  boolean isUsable(int step) {
    return Double.isFinite(right[step]) && Double.isFinite(left[step]);
  }

  /** Whether neither the gradient nor any step shows a change of the output. */
  boolean isFlat() {
    for (int i = 0; i < right.length; i++) {
      if (isUsable(i) && (right[i] != 0 || left[i] != 0)) {
        return false;
      }
    }
    return tape == 0;
  }
}
