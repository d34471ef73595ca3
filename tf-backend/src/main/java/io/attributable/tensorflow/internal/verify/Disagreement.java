package io.attributable.tensorflow.internal.verify;

/**
 * Along which directions a gradient and the differences disagree.
 *
 * @param error the relative error of the derivative
 * @param anywhere whether random directions disagree
 * @param alongGradient whether the direction along the gradient disagrees
 */
record Disagreement(double error, boolean anywhere, boolean alongGradient) {
  static final Disagreement NONE = new Disagreement(0, false, false);

  boolean isNone() {
    return !anywhere && !alongGradient;
  }
}
