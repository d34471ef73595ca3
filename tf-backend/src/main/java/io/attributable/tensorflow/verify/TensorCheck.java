package io.attributable.tensorflow.verify;

import io.attributable.tensorflow.verify.DirectionCheck.Kind;
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
public final class TensorCheck {
  private final Probe probe;
  private final Point point;
  private final int directions;
  private final SplittableRandom seeds;
  private final Slices slices;
  private final double[] spread;

  private TensorCheck(Probe probe, Point point, int directions, long seed) {
    this.probe = probe;
    this.point = point;
    this.directions = directions;
    this.seeds = new SplittableRandom(seed);
    this.slices = point.slices();
    this.spread = new Repetition(probe, point).spread();
  }

  /**
   * Verifies a gradient.
   *
   * @param directions how many random ones; at least one
   * @return one entry per example, or one for all where they cannot be told apart
   */
  public static List<ExampleVerification> of(Probe probe, Point point, int directions, long seed) {
    if (point.explained().length == 0) {
      return List.of(ExampleVerification.ofNone());
    }
    if (!point.isFinite()) {
      return List.of(Judgement.undecided(Reason.NOT_FINITE).of(OptionalInt.empty()));
    }
    List<Judgement> judgements = new TensorCheck(probe, point, directions, seed).judge();
    if (point.perExample() && disagree(judgements) && new Repetition(probe, point).interacts()) {
      Judgement sum = new TensorCheck(probe, point.together(), directions, seed).judge().get(0);
      return List.of(sum.because(Reason.EXAMPLES_INTERACT).of(OptionalInt.empty()));
    }
    return IntStream.range(0, judgements.size())
        .mapToObj(i -> judgements.get(i).of(point.example(i)))
        .toList();
  }

  private static boolean disagree(List<Judgement> judgements) {
    return judgements.stream().anyMatch(each -> each.verdict() == Verdict.DISAGREES);
  }

  private List<Judgement> judge() {
    List<Judgement> judgements = judgeTwice(this::anywhere, Kind.RANDOM);
    if (judgements.stream().anyMatch(each -> each.verdict() == Verdict.NOT_SMOOTH)) {
      judgements =
          combine(
              judgements,
              judgeTwice(this::keepingZeros, Kind.ZEROS_KEPT),
              Judgement::orWhereZerosAreKept);
    }
    List<Judgement> excused = new ArrayList<>();
    for (int i = 0; i < judgements.size(); i++) {
      excused.add(excused(judgements.get(i), i));
    }
    return excused;
  }

  /**
   * Points nearby at which the gradient jumps may deceive a few directions, but hardly twice as
   * many others, too. Where they are so many that they do, the course of the output decides.
   */
  private List<Judgement> judgeTwice(IntFunction<Survey> survey, Kind kind) {
    Survey some = survey.apply(directions);
    List<Judgement> judgements = judge(some);
    if (disagree(judgements)) {
      judgements = combine(judgements, judge(survey.apply(2 * directions)), Judgement::confirmedBy);
    }
    return judgements.stream().anyMatch(Judgement::isDisputed)
        ? byCourse(judgements, some, kind)
        : judgements;
  }

  private static List<Judgement> byCourse(List<Judgement> judgements, Survey survey, Kind kind) {
    Course[] courses = survey.course(kind, judgements.stream().map(Judgement::dispute).toList());
    return IntStream.range(0, courses.length)
        .mapToObj(i -> judgements.get(i).by(courses[i]))
        .toList();
  }

  private List<Judgement> judge(Survey survey) {
    return IntStream.range(0, slices.count()).mapToObj(survey::judge).toList();
  }

  private Survey anywhere(int count) {
    return survey().follow(Kind.RANDOM, count).follow(Kind.GRADIENT, 1);
  }

  private Survey keepingZeros(int count) {
    return survey().follow(Kind.ZEROS_KEPT, count);
  }

  private Survey survey() {
    return new Survey(probe, point, spread, seeds.nextLong());
  }

  private static List<Judgement> combine(
      List<Judgement> some, List<Judgement> others, BinaryOperator<Judgement> how) {
    return IntStream.range(0, some.size())
        .mapToObj(i -> how.apply(some.get(i), others.get(i)))
        .toList();
  }

  /** What else than a wrong gradient may be behind it. */
  private Judgement excused(Judgement judgement, int slice) {
    if (judgement.verdict().agrees()) {
      return judgement;
    }
    if (point.unsteady().isPresent()) {
      return judgement.undecidedBecause(point.unsteady().get());
    }
    if (spread[slice] > new Repetition(probe, point).rounding(slice)) {
      return judgement.undecidedBecause(Reason.RANDOM);
    }
    return point.ownGradient() && judgement.verdict() != Verdict.INCONCLUSIVE
        ? judgement.undecidedBecause(Reason.OWN_GRADIENT)
        : judgement;
  }
}
