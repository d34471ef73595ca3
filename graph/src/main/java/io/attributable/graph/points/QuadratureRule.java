package io.attributable.graph.points;

import io.attributable.Quadrature;
import java.util.stream.IntStream;

/** The nodes of a quadrature on [0, 1] in ascending order, and their weights, which sum to 1. */
public final class QuadratureRule {
  private static final int NEWTON_STEPS = 100;

  private final double[] nodes;
  private final double[] weights;

  private QuadratureRule(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /** Where the integrand is evaluated. */
  public double[] nodes() {
    return nodes.clone();
  }

  /** What each node counts. */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * A rule with some nodes.
   *
   * @param count at least 1, for the trapezoid at least 2
   */
  public static QuadratureRule of(Quadrature quadrature, int count) {
    return switch (quadrature) {
      case GAUSS_LEGENDRE -> gaussLegendre(count);
      case RIEMANN_LEFT -> equal(count, 0);
      case RIEMANN_RIGHT -> equal(count, 1);
      case RIEMANN_MIDDLE -> equal(count, 0.5);
      case TRAPEZOID -> trapezoid(count);
    };
  }

  /** The least number of nodes that a rule has. */
  public static int fewest(Quadrature quadrature) {
    return quadrature == Quadrature.TRAPEZOID ? 2 : 1;
  }

  private static QuadratureRule equal(int count, double shift) {
    return new QuadratureRule(
        IntStream.range(0, count).mapToDouble(k -> (k + shift) / count).toArray(),
        IntStream.range(0, count).mapToDouble(k -> 1.0 / count).toArray());
  }

  private static QuadratureRule trapezoid(int count) {
    int last = count - 1;
    return new QuadratureRule(
        IntStream.range(0, count).mapToDouble(k -> (double) k / last).toArray(),
        IntStream.range(0, count)
            .mapToDouble(k -> (k == 0 || k == last ? 0.5 : 1.0) / last)
            .toArray());
  }

  /**
   * Newton's method from Chebyshev's approximation of the zeros.
   *
   * <p>Source: Davis and Rabinowitz, "Methods of numerical integration", 2nd edition, 1984, section
   * 2.7 and appendix 2 (program GRULE): weights {@code 2 / ((1 - x²) P'(x)²)} on [-1, 1].
   */
  private static QuadratureRule gaussLegendre(int count) {
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (count + 0.5));
      double[] polynomial = legendre(count, x);
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = x;
        x -= polynomial[0] / polynomial[1];
        polynomial = legendre(count, x);
        if (Math.abs(x - before) <= Math.ulp(1.0)) {
          break;
        }
      }
      nodes[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * polynomial[1] * polynomial[1]);
    }
    return new QuadratureRule(nodes, weights);
  }

  /** The Legendre polynomial of a degree and its derivative, by the recurrence of three terms. */
  private static double[] legendre(int degree, double x) {
    double before = 1;
    double value = x;
    for (int n = 2; n <= degree; n++) {
      double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
      before = value;
      value = next;
    }
    return new double[] {value, degree * (x * value - before) / (x * x - 1)};
  }
}
