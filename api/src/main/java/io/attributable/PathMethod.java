package io.attributable;

import java.util.Objects;

/**
 * A method that evaluates the model along a path from a baseline to the input. A model is evaluated
 * at many points at once, as many as fit into the budget of bytes of a run.
 */
public sealed interface PathMethod extends BaselineMethod
    permits IntegratedGradients, Conductance, InternalInfluence {
  /** How many steps a path has unless something else is said, as in captum. */
  int DEFAULT_STEPS = 50;

  /** Where the path begins. */
  @Override
  Baseline baseline();

  /** The same from another baseline. */
  @Override
  PathMethod withBaseline(Baseline other);

  /** How many points the path is evaluated at, at least 1. */
  int steps();

  /** Which points these are. */
  Quadrature quadrature();

  /**
   * The largest convergence delta that is accepted, as a part of the difference between the outputs
   * at both ends: steps are doubled until it is met. 0 where the number of steps is kept.
   */
  double tolerance();

  /** Requires values that make sense. */
  static void check(String method, int steps, Quadrature quadrature, double tolerance) {
    Objects.requireNonNull(quadrature, "quadrature");
    if (steps < 1) {
      throw Methods.invalid(method, "steps", steps, "it must be at least 1");
    }
    if (steps > quadrature.mostSteps()) {
      throw Methods.invalid(
          method,
          "steps",
          steps,
          "it must be at most %d with %s".formatted(quadrature.mostSteps(), quadrature.word()));
    }
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw Methods.invalid(method, "tolerance", tolerance, "it must be a number from 0 on");
    }
  }
}
