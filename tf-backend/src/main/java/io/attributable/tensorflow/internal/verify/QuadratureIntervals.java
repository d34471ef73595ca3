package io.attributable.tensorflow.internal.verify;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The intervals of one line through the activation, of equal length. For a correct gradient the
 * differences are its integrals, wherever it is discontinuous; for a wrong one they are not, in any
 * interval.
 *
 * @param intervals in order along the line
 * @param sigma the rounding error of a difference
 * @param tolerance the relative rounding error of the gradient itself
 */
record QuadratureIntervals(List<QuadratureInterval> intervals, double sigma, double tolerance) {
  /** A trimmed sum: where the output itself is discontinuous, few intervals contain the jumps. */
  private static final double KEPT = 0.75;

  /**
   * The error of the trapezoidal rule in an interval in which the gradient jumps at a uniformly
   * distributed point, as a part of the jump: some three standard deviations.
   */
  private static final double QUADRATURE = 0.75;

  private static final double ROUNDING = 3;
  private static final double CLEARLY = 1.5;

  /** Copies the list. */
  QuadratureIntervals {
    intervals = List.copyOf(intervals);
  }

  boolean isFinite() {
    return intervals.stream().allMatch(QuadratureInterval::isFinite);
  }

  /** The magnitude of the differences along the line, summed. */
  double size() {
    return intervals.size() * pooled(QuadratureInterval::size);
  }

  /** The bound of the summed residuals of a correct gradient. */
  double bound() {
    return rounding()
        + QUADRATURE * Math.sqrt(intervals.size()) * pooled(QuadratureInterval::width);
  }

  /** The rounding in this bound. */
  double rounding() {
    return ROUNDING * sigma * Math.sqrt(intervals.size()) + tolerance * size();
  }

  boolean hold() {
    return Math.abs(residual()) <= bound();
  }

  boolean fail() {
    return Math.abs(residual()) > CLEARLY * bound();
  }

  private double residual() {
    return intervals.stream()
        .map(QuadratureInterval::residual)
        .sorted(Comparator.comparingDouble(Math::abs))
        .limit((long) (KEPT * intervals.size()))
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** The variation of the gradient along the line. */
  double width() {
    return high() - low();
  }

  /**
   * How far the gradient at the activation is outside the range of the gradients along the line.
   */
  double distance() {
    double margin = rounding() / intervals.size();
    return intervals.stream()
        .mapToDouble(
            interval ->
                Math.max(interval.predicted() - high(), low() - interval.predicted()) - margin)
        .map(distance -> Math.max(0, distance))
        .max()
        .orElse(0);
  }

  private double low() {
    return intervals.stream().mapToDouble(QuadratureInterval::low).min().orElse(0);
  }

  private double high() {
    return intervals.stream().mapToDouble(QuadratureInterval::high).max().orElse(0);
  }

  private double pooled(ToDoubleFunction<QuadratureInterval> part) {
    return Math.sqrt(intervals.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }
}
