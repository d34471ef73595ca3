package io.attributable.tensorflow.internal.verify;

/**
 * Which directions accuse a gradient, or excuse it.
 *
 * @param error by how much it is off, as a part of the derivative
 * @param anywhere whether random directions do
 * @param alongGradient whether the one along the gradient does
 */
record Disagreement(double error, boolean anywhere, boolean alongGradient) {
  static final Disagreement NONE = new Disagreement(0, false, false);

  boolean isNone() {
    return !anywhere && !alongGradient;
  }
}
