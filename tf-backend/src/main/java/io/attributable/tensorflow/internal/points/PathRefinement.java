package io.attributable.tensorflow.internal.points;

import io.attributable.Convergence;
import io.attributable.PathMethod;
import io.attributable.Quadrature;
import io.attributable.graph.points.QuadratureRule;
import java.util.Arrays;
import java.util.Optional;

/**
 * Doubles the steps of a path until the convergence delta is small. Rules with equal distances keep
 * what they have and add the points between; the middle's has to have three times as many. Others
 * begin anew.
 */
final class PathRefinement {
  /** Nobody waits for more. */
  private static final int MOST_STEPS = 12_800;

  private final PathMethod method;

  PathRefinement(PathMethod method) {
    this.method = method;
  }

  /**
   * More points.
   *
   * @param steps how many there are with them
   */
  record Step(PointSet points, int steps) {}

  /** Whether some delta is too large, and more steps may help. */
  boolean wants(Convergences convergences, int targets, int steps) {
    if (steps > MOST_STEPS / 2) {
      return false;
    }
    for (int target = 0; target < targets; target++) {
      if (convergences.of(0, target).filter(this::isTooLarge).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean isTooLarge(Convergence convergence) {
    for (int i = 0; i < convergence.delta().size(); i++) {
      double change = Math.abs(convergence.at().get(i) - convergence.atBaseline().get(i));
      if (Math.abs(convergence.delta().get(i)) > method.tolerance() * change) {
        return true;
      }
    }
    return false;
  }

  /** The points to add. */
  Step next(int steps) {
    Quadrature quadrature = method.quadrature();
    boolean keeps =
        quadrature != Quadrature.GAUSS_LEGENDRE && !(method instanceof io.attributable.Conductance);
    if (!keeps) {
      PointSet anew = PointSet.of(method, 2 * steps);
      return new Step(new PointSet(anew.alphas(), anew.weights(), anew.rows(), 0), 2 * steps);
    }
    if (quadrature == Quadrature.TRAPEZOID) {
      int intervals = steps - 1;
      return between(intervals, 0.5, 2 * steps - 1);
    }
    if (quadrature == Quadrature.RIEMANN_MIDDLE) {
      return thirds(steps);
    }
    return between(steps, 0.5, 2 * steps);
  }

  private static Step between(int intervals, double scale, int steps) {
    double[] middles = QuadratureRule.of(Quadrature.RIEMANN_MIDDLE, intervals).nodes();
    double[] weights = new double[intervals];
    Arrays.fill(weights, 0.5 / intervals);
    return new Step(new PointSet(middles, weights, Optional.empty(), scale), steps);
  }

  private static Step thirds(int steps) {
    double[] alphas = new double[2 * steps];
    double[] weights = new double[2 * steps];
    for (int i = 0; i < steps; i++) {
      alphas[2 * i] = (i + 1.0 / 6) / steps;
      alphas[2 * i + 1] = (i + 5.0 / 6) / steps;
    }
    Arrays.fill(weights, 1.0 / (3 * steps));
    return new Step(new PointSet(alphas, weights, Optional.empty(), 1.0 / 3), 3 * steps);
  }
}
