package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Compares the gradient of one tensor of a layer with central differences along random directions.
 * A verdict against the gradient needs a second, independent set of directions.
 */
public final class TensorGradientCheck {
  private final TensorFunction probe;
  private final EvaluationPoint point;
  private final int directions;
  private final SplittableRandom seeds;
  private final ExampleSlices slices;
  private final double[] spread;

  private TensorGradientCheck(
      TensorFunction probe, EvaluationPoint point, int directions, long seed) {
    this.probe = probe;
    this.point = point;
    this.directions = directions;
    this.seeds = new SplittableRandom(seed);
    this.slices = point.slices();
    this.spread = new Repeatability(probe, point).spread();
  }

  /**
   * Verifies a gradient.
   *
   * @param directions the number of random ones; at least one
   * @return one entry per example, or one for all where they cannot be separated
   */
  public static List<ExampleVerification> of(
      TensorFunction probe, EvaluationPoint point, int directions, long seed) {
    if (point.explained().length == 0) {
      return List.of(ExampleVerification.ofNone());
    }
    if (!point.isFinite()) {
      return List.of(GradientAssessment.undecided(Reason.NOT_FINITE).of(OptionalInt.empty()));
    }
    List<GradientAssessment> assessments =
        new TensorGradientCheck(probe, point, directions, seed).assess();
    if (point.perExample()
        && disagree(assessments)
        && new Repeatability(probe, point).interacts()) {
      GradientAssessment sum =
          new TensorGradientCheck(probe, point.together(), directions, seed).assess().get(0);
      return List.of(sum.because(Reason.EXAMPLES_INTERACT).of(OptionalInt.empty()));
    }
    return IntStream.range(0, assessments.size())
        .mapToObj(i -> assessments.get(i).of(point.example(i)))
        .toList();
  }

  private static boolean disagree(List<GradientAssessment> assessments) {
    return assessments.stream().anyMatch(each -> each.verdict() == Verdict.DISAGREES);
  }

  private List<GradientAssessment> assess() {
    List<GradientAssessment> assessments = assessTwice(this::anywhere, Kind.RANDOM);
    if (assessments.stream().anyMatch(each -> each.verdict() == Verdict.NOT_SMOOTH)) {
      assessments =
          combine(
              assessments,
              assessTwice(this::keepingZeros, Kind.ZEROS_KEPT),
              GradientAssessment::orWhereZerosAreKept);
    }
    List<GradientAssessment> excused = new ArrayList<>();
    for (int i = 0; i < assessments.size(); i++) {
      excused.add(excused(assessments.get(i), i));
    }
    return excused;
  }

  /**
   * Non-differentiable points nearby may mislead a few directions, but rarely twice as many others,
   * too. Where they do, integrals of the gradient decide.
   */
  private List<GradientAssessment> assessTwice(IntFunction<ResidualSamples> samples, Kind kind) {
    ResidualSamples some = samples.apply(directions);
    List<GradientAssessment> assessments = assess(some);
    if (disagree(assessments)) {
      assessments =
          combine(
              assessments, assess(samples.apply(2 * directions)), GradientAssessment::confirmedBy);
    }
    return assessments.stream().anyMatch(GradientAssessment::isDisputed)
        ? byIntegrals(assessments, some, kind)
        : assessments;
  }

  private static List<GradientAssessment> byIntegrals(
      List<GradientAssessment> assessments, ResidualSamples samples, Kind kind) {
    IntegralFinding[] findings =
        samples.integrals(kind, assessments.stream().map(GradientAssessment::dispute).toList());
    return IntStream.range(0, findings.length)
        .mapToObj(i -> assessments.get(i).by(findings[i]))
        .toList();
  }

  private List<GradientAssessment> assess(ResidualSamples samples) {
    return IntStream.range(0, slices.count()).mapToObj(samples::assess).toList();
  }

  private ResidualSamples anywhere(int count) {
    return samples().follow(Kind.RANDOM, count).follow(Kind.GRADIENT, 1);
  }

  private ResidualSamples keepingZeros(int count) {
    return samples().follow(Kind.ZEROS_KEPT, count);
  }

  private ResidualSamples samples() {
    return new ResidualSamples(probe, point, spread, seeds.nextLong());
  }

  private static List<GradientAssessment> combine(
      List<GradientAssessment> some,
      List<GradientAssessment> others,
      BinaryOperator<GradientAssessment> how) {
    return IntStream.range(0, some.size())
        .mapToObj(i -> how.apply(some.get(i), others.get(i)))
        .toList();
  }

  /** Causes other than a wrong gradient. */
  private GradientAssessment excused(GradientAssessment assessment, int slice) {
    if (assessment.verdict().agrees()) {
      return assessment;
    }
    if (point.notRepeatable().isPresent()) {
      return assessment.undecidedBecause(point.notRepeatable().get());
    }
    if (spread[slice] > new Repeatability(probe, point).rounding(slice)) {
      return assessment.undecidedBecause(Reason.RANDOM);
    }
    return point.ownGradient() && assessment.verdict() != Verdict.INCONCLUSIVE
        ? assessment.undecidedBecause(Reason.OWN_GRADIENT)
        : assessment;
  }
}
