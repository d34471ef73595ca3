package io.attributable.tensorflow.internal.verify;

/**
 * One interval of a line.
 *
 * @param difference the change of the explained value from one end to the other
 * @param integral the quadrature of the gradient, by the composite trapezoidal rule with the
 *     midpoint
 * @param low the smallest change that the gradient predicts at any of these three points
 * @param high the largest
 * @param predicted the change that the gradient at the activation predicts
 */
record QuadratureInterval(
    double difference, double integral, double low, double high, double predicted) {

  double residual() {
    return difference - integral;
  }

  double width() {
    return high - low;
  }

  /** The magnitude of these values. */
  double size() {
    return Math.max(Math.abs(difference), Math.max(Math.abs(low), Math.abs(high)));
  }

  boolean isFinite() {
    return Double.isFinite(difference) && Double.isFinite(low) && Double.isFinite(high);
  }
}
