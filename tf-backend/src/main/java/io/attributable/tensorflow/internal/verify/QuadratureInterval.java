package io.attributable.tensorflow.internal.verify;

/**
 * A part of a line.
 *
 * @param difference what the explained number changes by from one end to the other
 * @param integral what the gradient says of that, by the trapezoidal rule with the middle
 * @param low the least that the gradient says of it at any of these three points
 * @param high the most
 * @param told what the gradient at the activation says of it
 */
record QuadratureInterval(
    double difference, double integral, double low, double high, double told) {

  double rest() {
    return difference - integral;
  }

  double width() {
    return high - low;
  }

  /** How large these numbers are. */
  double size() {
    return Math.max(Math.abs(difference), Math.max(Math.abs(low), Math.abs(high)));
  }

  boolean isFinite() {
    return Double.isFinite(difference) && Double.isFinite(low) && Double.isFinite(high);
  }
}
