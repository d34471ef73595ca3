package io.attributable;

import java.util.Locale;

/**
 * Where an integral along a path from 0 to 1 is evaluated, and with which weights. The weights of
 * each rule sum to 1.
 *
 * <p>Source: P. J. Davis, P. Rabinowitz, "Methods of numerical integration", 2nd edition, 1984,
 * chapter 2. The nodes are those of captum's {@code approximation_methods}; so are the weights but
 * for {@link #TRAPEZOID}, where captum's sum to {@code 1 - 1 / steps}.
 */
public enum Quadrature {
  /** The zeros of the Legendre polynomial: exact for polynomials of degree 2 steps - 1. */
  GAUSS_LEGENDRE,
  /** {@code k / steps} for k from 0. */
  RIEMANN_LEFT,
  /** {@code (k + 1) / steps} for k from 0. */
  RIEMANN_RIGHT,
  /** {@code (k + 1/2) / steps} for k from 0. */
  RIEMANN_MIDDLE,
  /** Both ends and equal distances between, the ends with half the weight. */
  TRAPEZOID;

  /** The zeros take time in proportion to the square of their number: a second for so many. */
  private static final int MOST_ZEROS = 10_000;

  /** Their weights are arrays. */
  static final int MOST = 10_000_000;

  /** How many steps a path may have by it. */
  int mostSteps() {
    return this == GAUSS_LEGENDRE ? MOST_ZEROS : MOST;
  }

  /** As requests have it: {@code gauss-legendre}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
