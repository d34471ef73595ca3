package io.attributable.tensorflow.internal.verify;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lines of one kind for the same numbers. What one line shows of curvature and kinks by chance only
 * is pooled with the others.
 */
final class PooledResiduals {
  /** How many standard deviations of rounding a difference may be off. */
  private static final double ROUNDING = 3;

  private static final double SPREAD = 2;
  private static final double BEND = 1.5;

  /** One line alone may show little of a bend by chance. */
  private static final double BEND_OF_ONE = 3;

  private static final double SURE = 4;
  private static final double SMALL = 1e-3;
  private static final int STEPS_BEFORE = 3;
  private static final double NEAR = 0.05;

  /** Between a bend that stays (0) and one that shrinks as kinks come in fewer (1/2). */
  private static final double STAYING = 0.25;

  private static final double JUMP = 3;

  private final List<DirectionalResidual> lines;
  private final double[] steps;
  private final double expected;
  private final double sigma;
  private final double tolerance;

  /**
   * A bundle.
   *
   * @param lines at least one
   * @param expected what a derivative along such a direction is like
   * @param sigma the rounding error of the explained number
   * @param tolerance the part by which a gradient may be off through rounding of its own
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

  /** What derivatives along these lines are like. */
  double scale(int step) {
    double found = pooled(line -> line.tape() + line.error(step));
    return Math.max(expected, Math.max(found, pooled(DirectionalResidual::tape)));
  }

  /** A number as a part of what derivatives along these lines are like. */
  double relative(double number, int step) {
    return number == 0 ? 0 : Math.abs(number) / Math.max(scale(step), Double.MIN_NORMAL);
  }

  double noise(int step) {
    return sigma / steps[step];
  }

  /** How far a right gradient may be off, if the output has no kink at the activation itself. */
  double bound(int step) {
    double factor = lines.size() == 1 ? BEND_OF_ONE : BEND;
    return boundWithoutBend(step) + factor * bend(step);
  }

  /** The same without what differences ahead and behind are apart. */
  double boundWithoutBend(int step) {
    double spread = pooled(line -> line.error(step) - line.error(step + 1));
    return ROUNDING * noise(step) + SPREAD * spread + tolerance * scale(step);
  }

  private double bend(int step) {
    return pooled(line -> line.bend(step));
  }

  double worst(int step) {
    return lines.stream().mapToDouble(line -> Math.abs(line.error(step))).max().orElse(0);
  }

  /**
   * How far differences ahead and behind stay apart however small the step; 0 where they do not:
   * kinks only near to the activation would come in ever fewer.
   */
  double kink() {
    int last = -1;
    for (int i = 0; i < steps.length; i++) {
      if (isUsable(i) && bend(i) > Math.max(SURE * noise(i), SMALL * scale(i))) {
        last = i;
      }
    }
    boolean stays =
        last >= STEPS_BEFORE && steps[last] < NEAR && staysFrom(last - STEPS_BEFORE, last);
    // The last one has the most rounding in it.
    return stays ? bend(last - 1) : 0;
  }

  private boolean staysFrom(int first, int last) {
    for (int i = first; i < last; i++) {
      if (!isUsable(i)
          || bend(i + 1) < bend(i) * Math.pow(steps[i + 1] / steps[i], STAYING)
          || bend(i + 1) > bend(i) * JUMP) {
        return false;
      }
    }
    return true;
  }

  private double pooled(ToDoubleFunction<DirectionalResidual> part) {
    return Math.sqrt(lines.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }
}
