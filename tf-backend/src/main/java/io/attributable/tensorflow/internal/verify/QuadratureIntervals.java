package io.attributable.tensorflow.internal.verify;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The cells of one line through the activation, of equal length. Of a right gradient the
 * differences are its integrals, wherever it jumps; of a wrong one they are not, in any cell.
 *
 * @param cells in order
 * @param sigma the rounding error of a difference
 * @param tolerance the part by which a gradient may be off through rounding of its own
 */
record QuadratureIntervals(List<QuadratureInterval> cells, double sigma, double tolerance) {
  /** Where an output itself jumps, few cells have all of it. */
  private static final double KEPT = 0.75;

  /**
   * How far the trapezoidal rule may be off in a cell in which the gradient jumps at any place, as
   * a part of what it changes by: three standard deviations.
   */
  private static final double QUADRATURE = 0.75;

  private static final double ROUNDING = 3;
  private static final double CLEARLY = 1.5;

  /** Copies the list. */
  QuadratureIntervals {
    cells = List.copyOf(cells);
  }

  boolean isFinite() {
    return cells.stream().allMatch(QuadratureInterval::isFinite);
  }

  /** How large differences along the line are, all together. */
  double size() {
    return cells.size() * pooled(QuadratureInterval::size);
  }

  /** How far differences and integrals of a right gradient may be apart, all together. */
  double bound() {
    return rounding() + QUADRATURE * Math.sqrt(cells.size()) * pooled(QuadratureInterval::width);
  }

  /** What of this is rounding. */
  double rounding() {
    return ROUNDING * sigma * Math.sqrt(cells.size()) + tolerance * size();
  }

  boolean hold() {
    return Math.abs(rest()) <= bound();
  }

  boolean fail() {
    return Math.abs(rest()) > CLEARLY * bound();
  }

  private double rest() {
    return cells.stream()
        .map(QuadratureInterval::rest)
        .sorted(Comparator.comparingDouble(Math::abs))
        .limit((long) (KEPT * cells.size()))
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** How far the gradient changes along the line. */
  double width() {
    return high() - low();
  }

  /** How far the gradient at the activation is off all that it is along the line. */
  double apart() {
    double room = rounding() / cells.size();
    return cells.stream()
        .mapToDouble(cell -> Math.max(cell.told() - high(), low() - cell.told()) - room)
        .map(apart -> Math.max(0, apart))
        .max()
        .orElse(0);
  }

  private double low() {
    return cells.stream().mapToDouble(QuadratureInterval::low).min().orElse(0);
  }

  private double high() {
    return cells.stream().mapToDouble(QuadratureInterval::high).max().orElse(0);
  }

  private double pooled(ToDoubleFunction<QuadratureInterval> part) {
    return Math.sqrt(cells.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }
}
