package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.Reason;
import java.util.ArrayList;
import java.util.List;

/** Residuals along directions from a point, slice by slice, and the rounding error seen in them. */
final class ResidualSamples {
  /** The gradient's own error, in units of the unit roundoff: it is a sum of many products. */
  private static final double GRADIENT_ROUNDING = 16;

  /** Some devices multiply 32-bit floats in reduced precision, such as TensorFloat-32. */
  private static final double LEAST_TOLERANCE = 1e-3;

  private static final double DOUBLE = 1e-12;
  private static final double LEAST_TOLERANCE_OF_DOUBLES = 1e-7;

  /** At the smallest steps the residuals are rounding only. */
  private static final int STEPS_OF_ROUNDING = 2;

  private final TensorFunction probe;
  private final EvaluationPoint point;
  private final ExampleSlices slices;
  private final double[] steps;
  private final Directions directions;
  private final double[] spread;
  private final DirectionSampler reader;
  private final List<List<DirectionalResidual>> lines = new ArrayList<>();

  /**
   * Without samples yet.
   *
   * @param spread by how much each slice's value differs from run to run
   */
  ResidualSamples(TensorFunction probe, EvaluationPoint point, double[] spread, long seed) {
    this.probe = probe;
    this.point = point;
    this.slices = point.slices();
    this.spread = spread;
    this.steps = StepSizes.of(point.epsilon());
    this.directions = new Directions(point.activation(), point.gradient(), slices, seed);
    this.reader =
        new DirectionSampler(
            probe,
            point.activation(),
            point.gradient(),
            slices.sums(point.explained()),
            slices,
            steps);
  }

  /** Samples some more directions. */
  ResidualSamples follow(Kind kind, int count) {
    for (int i = 0; i < count; i++) {
      lines.add(reader.follow(kind, directions.next(kind)));
    }
    return this;
  }

  /** Compares the output with integrals of the gradient along lines of a kind. */
  IntegralFinding[] integrals(Kind kind, List<Disagreement> disputes) {
    double[] sigmas = new double[slices.count()];
    for (int slice = 0; slice < sigmas.length; slice++) {
      int at = slice;
      sigmas[slice] = sigma(lines.stream().map(each -> each.get(at)).toList(), slice);
    }
    return new LineIntegralCheck(probe, point, sigmas, tolerance(), directions, kind).of(disputes);
  }

  /** The assessment of a slice from all directions. */
  GradientAssessment assess(int slice) {
    List<DirectionalResidual> own = lines.stream().map(each -> each.get(slice)).toList();
    double sigma = sigma(own, slice);
    GradientAssessment assessment = null;
    for (Kind kind : Kind.values()) {
      List<DirectionalResidual> ofKind =
          own.stream().filter(line -> isSensitive(line, kind)).toList();
      if (!ofKind.isEmpty()) {
        PooledResiduals residuals =
            new PooledResiduals(
                ofKind, steps, directions.expected(kind, slice), sigma, tolerance());
        GradientAssessment next = GradientAssessment.of(residuals, steps);
        assessment = assessment == null ? next : assessment.and(next);
      }
    }
    return assessment == null ? GradientAssessment.undecided(Reason.ROUNDING) : assessment;
  }

  /** A zero gradient has no direction, nor has an activation of zeros that are kept. */
  private static boolean isSensitive(DirectionalResidual line, Kind kind) {
    return line.kind() == kind && (kind == Kind.RANDOM || !line.isFlat());
  }

  private double tolerance() {
    double least = point.epsilon() < DOUBLE ? LEAST_TOLERANCE_OF_DOUBLES : LEAST_TOLERANCE;
    return Math.max(least, GRADIENT_ROUNDING * point.epsilon());
  }

  private double sigma(List<DirectionalResidual> own, int slice) {
    double value = Math.abs(slices.sums(point.explained())[slice]);
    double sum = 0;
    int count = 0;
    for (DirectionalResidual line : own) {
      for (int step : smallest(line)) {
        sum += Math.pow(steps[step] * line.right()[step], 2);
        sum += Math.pow(steps[step] * line.left()[step], 2);
        count += 2;
      }
    }
    double seen = count == 0 ? 0 : Math.sqrt(sum / count);
    return Math.max(seen, Math.max(point.epsilon() * value, spread[slice]));
  }

  private List<Integer> smallest(DirectionalResidual line) {
    List<Integer> smallest = new ArrayList<>();
    for (int step = steps.length - 1; step >= 0 && smallest.size() < STEPS_OF_ROUNDING; step--) {
      if (line.isUsable(step)) {
        smallest.add(step);
      }
    }
    return smallest;
  }
}
