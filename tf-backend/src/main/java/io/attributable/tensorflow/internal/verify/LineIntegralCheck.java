package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Distinguishes a wrong gradient from one that is discontinuous next to the activation, where
 * central differences do not converge. By the fundamental theorem of calculus, which holds for
 * piecewise smooth functions, the difference between two points is the integral of the derivative
 * between them. So lines through the activation are divided into intervals, and the differences are
 * compared with quadratures of the gradient. A wrong gradient misses the differences in every
 * interval, whether it is continuous or not.
 */
final class LineIntegralCheck {
  private static final int DIRECTIONS = 4;
  private static final int INTERVALS = 8;

  /** Keeps the nodes off the activation, which may itself be a non-differentiable point. */
  private static final double SHIFT = 0.37;

  private static final double COARSEST = 0.4;

  /** The bound must be a third of a disputed error before its absence confirms the gradient. */
  private static final double FINER = 1.0 / 3;

  /** Of the lines with a small enough bound, the part that must fail. */
  private static final double MANY = 0.5;

  /**
   * Of the lines of a kind, the part that must have a small enough bound before the gradient counts
   * as correct.
   */
  private static final double MOST = 0.75;

  /**
   * Of several discontinuities more may cancel in the gradient's variation than in its error. An
   * empirical factor.
   */
  private static final double EXCUSED = 8;

  private final TensorFunction probe;
  private final EvaluationPoint point;
  private final ExampleSlices slices;
  private final double[] steps;
  private final double[] sigma;
  private final double tolerance;
  private final List<double[]> directions = new ArrayList<>();

  /**
   * A check of lines of one kind.
   *
   * @param sigma by slice, the rounding error of the explained value
   * @param tolerance the relative rounding error of the gradient itself
   */
  LineIntegralCheck(
      TensorFunction probe,
      EvaluationPoint point,
      double[] sigma,
      double tolerance,
      Directions drawn,
      Kind kind) {
    this.probe = probe;
    this.point = point;
    this.slices = point.slices();
    this.steps = StepSizes.of(point.epsilon());
    this.sigma = sigma;
    this.tolerance = tolerance;
    for (int i = 0; i < DIRECTIONS; i++) {
      directions.add(drawn.next(kind));
    }
    for (int i = 0; i < DIRECTIONS && kind != Kind.ZEROS_KEPT; i++) {
      directions.add(drawn.nearGradient());
    }
  }

  /**
   * The findings, slice by slice.
   *
   * @param disputes by slice, what is to be settled
   */
  IntegralFinding[] of(List<Disagreement> disputes) {
    IntegralFinding[] findings = new IntegralFinding[slices.count()];
    Arrays.fill(findings, IntegralFinding.BELOW_ROUNDING);
    boolean[] open = new boolean[slices.count()];
    for (int i = 0; i < open.length; i++) {
      open[i] = !disputes.get(i).isNone();
    }
    for (int step = steps.length - 1; step >= 0 && isAny(open); step--) {
      List<List<QuadratureIntervals>> lines = new ArrayList<>();
      for (double[] direction : directions) {
        lines.add(follow(direction, steps[step]));
      }
      for (int slice = 0; slice < open.length; slice++) {
        if (open[slice]) {
          int at = slice;
          findings[slice] =
              decide(
                  lines.stream().map(line -> line.get(at)).toList(),
                  disputes.get(slice),
                  findings[slice]);
          open[slice] = !findings[slice].isDecided();
        }
      }
    }
    return findings;
  }

  private static boolean isAny(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  private static IntegralFinding decide(
      List<QuadratureIntervals> lines, Disagreement dispute, IntegralFinding before) {
    double resolution = Math.min(COARSEST, FINER * dispute.error());
    List<QuadratureIntervals> changing = changing(lines);
    List<QuadratureIntervals> anywhere = lines.subList(0, DIRECTIONS);
    List<QuadratureIntervals> alongGradient = lines.subList(DIRECTIONS, lines.size());
    if (fail(anywhere) || fail(alongGradient)) {
      return IntegralFinding.CONTRADICTED;
    }
    boolean predicted =
        (!dispute.anywhere() || isResolved(anywhere, resolution))
            && (!dispute.alongGradient() || isResolved(alongGradient, resolution));
    if (predicted && changing.stream().allMatch(QuadratureIntervals::hold)) {
      return isLikeOthers(changing) ? IntegralFinding.CONFIRMED : IntegralFinding.OUTLIER;
    }
    boolean fine =
        !changing.isEmpty()
            && changing.stream().allMatch(line -> line.rounding() <= resolution * line.size());
    return fine ? IntegralFinding.DISCONTINUOUS : before;
  }

  private static List<QuadratureIntervals> changing(List<QuadratureIntervals> lines) {
    return lines.stream()
        .filter(QuadratureIntervals::isFinite)
        .filter(line -> line.size() > 0)
        .toList();
  }

  private static boolean fail(List<QuadratureIntervals> lines) {
    List<QuadratureIntervals> sensitive =
        changing(lines).stream().filter(line -> isSensitive(line, COARSEST)).toList();
    long failing = sensitive.stream().filter(QuadratureIntervals::fail).count();
    return failing > 1 && failing >= MANY * sensitive.size();
  }

  private static boolean isResolved(List<QuadratureIntervals> lines, double resolution) {
    long sensitive = changing(lines).stream().filter(line -> isSensitive(line, resolution)).count();
    return sensitive >= MOST * lines.size();
  }

  /** Whether a relative error of this size would exceed the bound. */
  private static boolean isSensitive(QuadratureIntervals line, double part) {
    return line.bound() <= part * line.size();
  }

  private static boolean isLikeOthers(List<QuadratureIntervals> lines) {
    return pooled(lines, QuadratureIntervals::distance)
        <= EXCUSED * pooled(lines, QuadratureIntervals::width);
  }

  private static double pooled(
      List<QuadratureIntervals> lines, ToDoubleFunction<QuadratureIntervals> part) {
    return Math.sqrt(lines.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }

  /** The intervals of a line, slice by slice. */
  private List<QuadratureIntervals> follow(double[] direction, double step) {
    List<double[]> positions = new ArrayList<>();
    List<Evaluation> found = new ArrayList<>();
    for (int i = 0; i <= 2 * INTERVALS; i++) {
      double[] position = point.activation().clone();
      for (int j = 0; j < position.length; j++) {
        position[j] += step * ((i + SHIFT) / INTERVALS - 1) * direction[j];
      }
      positions.add(probe.round(position));
      found.add(probe.evaluate(positions.get(i)));
    }
    List<QuadratureIntervals> lines = new ArrayList<>();
    for (int slice = 0; slice < slices.count(); slice++) {
      List<QuadratureInterval> intervals = new ArrayList<>();
      for (int i = 0; i < 2 * INTERVALS; i += 2) {
        intervals.add(interval(slice, positions, found, i));
      }
      lines.add(new QuadratureIntervals(intervals, sigma[slice], tolerance));
    }
    return lines;
  }

  private QuadratureInterval interval(
      int slice, List<double[]> positions, List<Evaluation> found, int from) {
    double[] begin = positions.get(from);
    double[] end = positions.get(from + 2);
    double[] predicted = new double[3];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = slices.product(slice, found.get(from + i).gradient(), end, begin);
    }
    double difference =
        slices.sums(found.get(from + 2).explained())[slice]
            - slices.sums(found.get(from).explained())[slice];
    return new QuadratureInterval(
        difference,
        (predicted[0] + 2 * predicted[1] + predicted[2]) / 4,
        Arrays.stream(predicted).min().orElseThrow(),
        Arrays.stream(predicted).max().orElseThrow(),
        slices.product(slice, point.gradient(), end, begin));
  }
}
