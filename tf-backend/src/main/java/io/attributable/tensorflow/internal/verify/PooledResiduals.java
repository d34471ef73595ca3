package io.attributable.tensorflow.internal.verify;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The residuals along directions of one kind for the same values. A single direction may show
 * curvature or a non-differentiable point only by chance, so root mean squares over all are used.
 * The factors are empirical.
 */
final class PooledResiduals {
  /** How many standard deviations of rounding a difference may have. */
  private static final double ROUNDING = 3;

  private static final double SPREAD = 2;
  private static final double GAP = 1.5;

  /** A single direction may show little of the one-sided gap by chance. */
  private static final double GAP_OF_SINGLE = 3;

  private static final double SURE = 4;
  private static final double SMALL = 1e-3;
  private static final int STEPS_BEFORE = 3;
  private static final double NEAR = 0.05;

  /**
   * The exponent of the step that separates a gap that stays (0) from one that shrinks as fewer
   * non-differentiable points are within the step (1/2).
   */
  private static final double STAYING = 0.25;

  private static final double JUMP = 3;

  private final List<DirectionalResidual> lines;
  private final double[] steps;
  private final double expected;
  private final double sigma;
  private final double tolerance;

  /**
   * Pools residuals.
   *
   * @param lines at least one
   * @param expected the expected magnitude of a derivative along such a direction
   * @param sigma the rounding error of the explained value
   * @param tolerance the relative rounding error of the gradient itself
   */
  PooledResiduals(
      List<DirectionalResidual> lines,
      double[] steps,
      double expected,
      double sigma,
      double tolerance) {
    this.lines = lines;
    this.steps = steps;
    this.expected = expected;
    this.sigma = sigma;
    this.tolerance = tolerance;
  }

  List<DirectionalResidual> lines() {
    return lines;
  }

  /** The step with the smallest bound; -1 if there is none. */
  int best() {
    return IntStream.range(0, steps.length - 1)
        .filter(step -> isUsable(step) && isUsable(step + 1))
        .boxed()
        .min((a, b) -> Double.compare(relative(bound(a), a), relative(bound(b), b)))
        .orElse(-1);
  }

  private boolean isUsable(int step) {
    return lines.stream().allMatch(line -> line.isUsable(step));
  }

  boolean isFlat() {
    return lines.stream().allMatch(DirectionalResidual::isFlat);
  }

  /** The magnitude of derivatives along these directions. */
  double scale(int step) {
    double found = pooled(line -> line.tape() + line.error(step));
    return Math.max(expected, Math.max(found, pooled(DirectionalResidual::tape)));
  }

  /** A value relative to the magnitude of derivatives along these directions. */
  double relative(double value, int step) {
    return value == 0 ? 0 : Math.abs(value) / Math.max(scale(step), Double.MIN_NORMAL);
  }

  double noise(int step) {
    return sigma / steps[step];
  }

  /**
   * The bound of a correct gradient's residual, if the output is differentiable at the activation
   * itself: rounding, the change of the quotient from step to step, and the one-sided gap.
   */
  double bound(int step) {
    double factor = lines.size() == 1 ? GAP_OF_SINGLE : GAP;
    return smoothBound(step) + factor * oneSidedGap(step);
  }

  /** The same without the one-sided gap. */
  double smoothBound(int step) {
    double spread = pooled(line -> line.error(step) - line.error(step + 1));
    return ROUNDING * noise(step) + SPREAD * spread + tolerance * scale(step);
  }

  private double oneSidedGap(int step) {
    return pooled(line -> line.oneSidedGap(step));
  }

  double worst(int step) {
    return lines.stream().mapToDouble(line -> Math.abs(line.error(step))).max().orElse(0);
  }

  /**
   * The limit of the one-sided gap as the step shrinks; 0 where it vanishes: non-differentiable
   * points merely near the activation leave the range of small steps.
   */
  double derivativeJump() {
    int last = -1;
    for (int i = 0; i < steps.length; i++) {
      if (isUsable(i) && oneSidedGap(i) > Math.max(SURE * noise(i), SMALL * scale(i))) {
        last = i;
      }
    }
    boolean stays =
        last >= STEPS_BEFORE && steps[last] < NEAR && staysFrom(last - STEPS_BEFORE, last);
    // The last one has the most rounding in it.
    return stays ? oneSidedGap(last - 1) : 0;
  }

  private boolean staysFrom(int first, int last) {
    for (int i = first; i < last; i++) {
      if (!isUsable(i)
          || oneSidedGap(i + 1) < oneSidedGap(i) * Math.pow(steps[i + 1] / steps[i], STAYING)
          || oneSidedGap(i + 1) > oneSidedGap(i) * JUMP) {
        return false;
      }
    }
    return true;
  }

  private double pooled(ToDoubleFunction<DirectionalResidual> part) {
    return Math.sqrt(lines.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }
}
