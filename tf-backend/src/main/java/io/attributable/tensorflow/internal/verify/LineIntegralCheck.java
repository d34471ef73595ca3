package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Tells a wrong gradient from one that jumps next to the activation, where central differences
 * settle on nothing. The difference between two points is the integral of the derivative between
 * them, wherever it jumps; so lines through the activation are cut into cells, and the differences
 * are held against integrals of what the gradient says along them. The gradient is no witness for
 * itself: one that is wrong misses the differences in every cell, whether it jumps or not.
 */
final class LineIntegralCheck {
  private static final int DIRECTIONS = 4;
  private static final int CELLS = 8;

  /** Off the activation, which may itself be a point at which the gradient jumps. */
  private static final double SHIFT = 0.37;

  private static final double COARSEST = 0.4;

  /** An error must show three times over before its absence says anything. */
  private static final double FINER = 1.0 / 3;

  /** Of the lines that tell anything, how many must fail. */
  private static final double MANY = 0.5;

  /** Of the lines of a kind, how many must tell anything before the gradient counts as right. */
  private static final double MOST = 0.75;

  /** Of many jumps more may cancel in what the gradient changes by than in what it is off. */
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
   * @param sigma by slice, the rounding error of the explained number
   * @param tolerance the part by which a gradient may be off through rounding of its own
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
   * What the course of the output says, slice by slice.
   *
   * @param disputes by slice, what is to be settled
   */
  IntegralFinding[] of(List<Disagreement> disputes) {
    IntegralFinding[] courses = new IntegralFinding[slices.count()];
    Arrays.fill(courses, IntegralFinding.HIDDEN);
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
          courses[slice] =
              decide(
                  lines.stream().map(line -> line.get(at)).toList(),
                  disputes.get(slice),
                  courses[slice]);
          open[slice] = !courses[slice].isDecided();
        }
      }
    }
    return courses;
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
    List<QuadratureIntervals> moved = moved(lines);
    List<QuadratureIntervals> anywhere = lines.subList(0, DIRECTIONS);
    List<QuadratureIntervals> alongGradient = lines.subList(DIRECTIONS, lines.size());
    if (fail(anywhere) || fail(alongGradient)) {
      return IntegralFinding.LEFT;
    }
    boolean told =
        (!dispute.anywhere() || isTold(anywhere, resolution))
            && (!dispute.alongGradient() || isTold(alongGradient, resolution));
    if (told && moved.stream().allMatch(QuadratureIntervals::hold)) {
      return isLikeOthers(moved) ? IntegralFinding.FOLLOWED : IntegralFinding.APART;
    }
    boolean fine =
        !moved.isEmpty()
            && moved.stream().allMatch(line -> line.rounding() <= resolution * line.size());
    return fine ? IntegralFinding.JUMPING : before;
  }

  private static List<QuadratureIntervals> moved(List<QuadratureIntervals> lines) {
    return lines.stream()
        .filter(QuadratureIntervals::isFinite)
        .filter(line -> line.size() > 0)
        .toList();
  }

  private static boolean fail(List<QuadratureIntervals> lines) {
    List<QuadratureIntervals> telling =
        moved(lines).stream().filter(line -> isTelling(line, COARSEST)).toList();
    long failing = telling.stream().filter(QuadratureIntervals::fail).count();
    return failing > 1 && failing >= MANY * telling.size();
  }

  private static boolean isTold(List<QuadratureIntervals> lines, double resolution) {
    long telling = moved(lines).stream().filter(line -> isTelling(line, resolution)).count();
    return telling >= MOST * lines.size();
  }

  /** Whether an error of a part of the derivative would show. */
  private static boolean isTelling(QuadratureIntervals line, double part) {
    return line.bound() <= part * line.size();
  }

  private static boolean isLikeOthers(List<QuadratureIntervals> lines) {
    return pooled(lines, QuadratureIntervals::apart)
        <= EXCUSED * pooled(lines, QuadratureIntervals::width);
  }

  private static double pooled(
      List<QuadratureIntervals> lines, ToDoubleFunction<QuadratureIntervals> part) {
    return Math.sqrt(lines.stream().mapToDouble(part).map(x -> x * x).average().orElse(0));
  }

  /** The cells of a line, slice by slice. */
  private List<QuadratureIntervals> follow(double[] direction, double step) {
    List<double[]> places = new ArrayList<>();
    List<Evaluation> found = new ArrayList<>();
    for (int i = 0; i <= 2 * CELLS; i++) {
      double[] place = point.activation().clone();
      for (int j = 0; j < place.length; j++) {
        place[j] += step * ((i + SHIFT) / CELLS - 1) * direction[j];
      }
      places.add(probe.round(place));
      found.add(probe.evaluate(places.get(i)));
    }
    List<QuadratureIntervals> lines = new ArrayList<>();
    for (int slice = 0; slice < slices.count(); slice++) {
      List<QuadratureInterval> cells = new ArrayList<>();
      for (int i = 0; i < 2 * CELLS; i += 2) {
        cells.add(cell(slice, places, found, i));
      }
      lines.add(new QuadratureIntervals(cells, sigma[slice], tolerance));
    }
    return lines;
  }

  private QuadratureInterval cell(
      int slice, List<double[]> places, List<Evaluation> found, int from) {
    double[] begin = places.get(from);
    double[] end = places.get(from + 2);
    double[] told = new double[3];
    for (int i = 0; i < told.length; i++) {
      told[i] = slices.product(slice, found.get(from + i).gradient(), end, begin);
    }
    double difference =
        slices.sums(found.get(from + 2).explained())[slice]
            - slices.sums(found.get(from).explained())[slice];
    return new QuadratureInterval(
        difference,
        (told[0] + 2 * told[1] + told[2]) / 4,
        Arrays.stream(told).min().orElseThrow(),
        Arrays.stream(told).max().orElseThrow(),
        slices.product(slice, point.gradient(), end, begin));
  }
}
