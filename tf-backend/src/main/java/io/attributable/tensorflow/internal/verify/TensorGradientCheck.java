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
 * Holds the gradient of one tensor of a layer against central differences along random directions.
 * A verdict against the gradient is never given on the first sight.
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
   * @param directions how many random ones; at least one
   * @return one entry per example, or one for all where they cannot be told apart
   */
  public static List<ExampleVerification> of(
      TensorFunction probe, EvaluationPoint point, int directions, long seed) {
    if (point.explained().length == 0) {
      return List.of(ExampleVerification.ofNone());
    }
    if (!point.isFinite()) {
      return List.of(GradientAssessment.undecided(Reason.NOT_FINITE).of(OptionalInt.empty()));
    }
    List<GradientAssessment> judgements =
        new TensorGradientCheck(probe, point, directions, seed).judge();
    if (point.perExample() && disagree(judgements) && new Repeatability(probe, point).interacts()) {
      GradientAssessment sum =
          new TensorGradientCheck(probe, point.together(), directions, seed).judge().get(0);
      return List.of(sum.because(Reason.EXAMPLES_INTERACT).of(OptionalInt.empty()));
    }
    return IntStream.range(0, judgements.size())
        .mapToObj(i -> judgements.get(i).of(point.example(i)))
        .toList();
  }

  private static boolean disagree(List<GradientAssessment> judgements) {
    return judgements.stream().anyMatch(each -> each.verdict() == Verdict.DISAGREES);
  }

  private List<GradientAssessment> judge() {
    List<GradientAssessment> judgements = judgeTwice(this::anywhere, Kind.RANDOM);
    if (judgements.stream().anyMatch(each -> each.verdict() == Verdict.NOT_SMOOTH)) {
      judgements =
          combine(
              judgements,
              judgeTwice(this::keepingZeros, Kind.ZEROS_KEPT),
              GradientAssessment::orWhereZerosAreKept);
    }
    List<GradientAssessment> excused = new ArrayList<>();
    for (int i = 0; i < judgements.size(); i++) {
      excused.add(excused(judgements.get(i), i));
    }
    return excused;
  }

  /**
   * Points nearby at which the gradient jumps may deceive a few directions, but hardly twice as
   * many others, too. Where they are so many that they do, the course of the output decides.
   */
  private List<GradientAssessment> judgeTwice(IntFunction<ResidualSamples> survey, Kind kind) {
    ResidualSamples some = survey.apply(directions);
    List<GradientAssessment> judgements = judge(some);
    if (disagree(judgements)) {
      judgements =
          combine(judgements, judge(survey.apply(2 * directions)), GradientAssessment::confirmedBy);
    }
    return judgements.stream().anyMatch(GradientAssessment::isDisputed)
        ? byCourse(judgements, some, kind)
        : judgements;
  }

  private static List<GradientAssessment> byCourse(
      List<GradientAssessment> judgements, ResidualSamples survey, Kind kind) {
    IntegralFinding[] courses =
        survey.course(kind, judgements.stream().map(GradientAssessment::dispute).toList());
    return IntStream.range(0, courses.length)
        .mapToObj(i -> judgements.get(i).by(courses[i]))
        .toList();
  }

  private List<GradientAssessment> judge(ResidualSamples survey) {
    return IntStream.range(0, slices.count()).mapToObj(survey::judge).toList();
  }

  private ResidualSamples anywhere(int count) {
    return survey().follow(Kind.RANDOM, count).follow(Kind.GRADIENT, 1);
  }

  private ResidualSamples keepingZeros(int count) {
    return survey().follow(Kind.ZEROS_KEPT, count);
  }

  private ResidualSamples survey() {
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

  /** What else than a wrong gradient may be behind it. */
  private GradientAssessment excused(GradientAssessment judgement, int slice) {
    if (judgement.verdict().agrees()) {
      return judgement;
    }
    if (point.unsteady().isPresent()) {
      return judgement.undecidedBecause(point.unsteady().get());
    }
    if (spread[slice] > new Repeatability(probe, point).rounding(slice)) {
      return judgement.undecidedBecause(Reason.RANDOM);
    }
    return point.ownGradient() && judgement.verdict() != Verdict.INCONCLUSIVE
        ? judgement.undecidedBecause(Reason.OWN_GRADIENT)
        : judgement;
  }
}
