package io.attributable.tensorflow.internal.verify;

import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.DirectionCheck.Kind;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a bundle of lines says.
 *
 * @param verdict never AGREES_WHERE_SMOOTH
 * @param reason why the verdict is no plain one
 * @param error by how much a line is off at most
 * @param kink how large a kink there is at the activation itself; 0 if there is none
 * @param checks line by line
 */
public record GradientAssessment(
    Verdict verdict,
    Optional<Reason> reason,
    double error,
    double kink,
    List<DirectionCheck> checks) {
  /** A bound that says less than this about a gradient says nothing. */
  private static final double TELLING = 0.2;

  /** Rounding alone that takes this much of the bound. */
  private static final double MUCH = TELLING / 10;

  /**
   * How many times its own size a kink excuses: of many kinks more may cancel in what differences
   * ahead and behind are apart than in what a gradient is off.
   */
  private static final double EXCUSED = 4;

  /** The same where other lines found the kink. */
  private static final double EXCUSED_BY_OTHERS = 8;

  public static GradientAssessment of(PooledResiduals bundle, double[] steps) {
    int best = bundle.best();
    if (best < 0) {
      return undecided(Reason.NOT_FINITE);
    }
    return decide(bundle, best, checks(bundle, best, steps[best]));
  }

  private static GradientAssessment decide(
      PooledResiduals bundle, int best, List<DirectionCheck> checks) {
    double worst = bundle.worst(best);
    double bound = bundle.bound(best);
    double kink = bundle.kink();
    double smooth = bundle.boundWithoutBend(best);
    if (bundle.isFlat() || (worst <= bound && bundle.relative(bound, best) <= TELLING)) {
      return new GradientAssessment(Verdict.AGREES, Optional.empty(), worst, kink, checks);
    }
    if (worst > smooth && worst <= smooth + EXCUSED * kink) {
      return new GradientAssessment(
          Verdict.NOT_SMOOTH, Optional.of(Reason.NON_DIFFERENTIABLE), worst, kink, checks);
    }
    if (worst > bound) {
      return new GradientAssessment(Verdict.DISAGREES, Optional.empty(), worst, kink, checks);
    }
    boolean rounding = bundle.relative(bundle.noise(best), best) > MUCH;
    return new GradientAssessment(
        Verdict.INCONCLUSIVE,
        Optional.of(rounding ? Reason.ROUNDING : Reason.UNSETTLED),
        worst,
        kink,
        checks);
  }

  private static List<DirectionCheck> checks(PooledResiduals bundle, int best, double step) {
    List<DirectionCheck> checks = new ArrayList<>();
    boolean flat = bundle.isFlat();
    for (DirectionalResidual line : bundle.lines()) {
      checks.add(
          new DirectionCheck(
              line.kind(),
              line.tape(),
              line.tape() + line.error(best),
              bundle.relative(line.error(best), best),
              flat ? 0 : bundle.relative(bundle.bound(best), best),
              flat ? 0 : bundle.relative(bundle.noise(best), best),
              step));
    }
    return checks;
  }

  /** What two bundles say of the same point: a kink that one found may excuse the other. */
  GradientAssessment and(GradientAssessment other) {
    List<DirectionCheck> all = new ArrayList<>(checks);
    all.addAll(other.checks);
    double largest = Math.max(kink, other.kink);
    GradientAssessment worse = other.verdict.compareTo(verdict) > 0 ? other : this;
    boolean excused =
        worse.verdict == Verdict.DISAGREES && worse.error <= EXCUSED_BY_OTHERS * largest;
    return excused
        ? new GradientAssessment(
            Verdict.NOT_SMOOTH, Optional.of(Reason.NON_DIFFERENTIABLE), worse.error, largest, all)
        : new GradientAssessment(worse.verdict, worse.reason, worse.error, largest, all);
  }

  /** Whether differences alone accuse the gradient, or excuse it. */
  boolean isDisputed() {
    return verdict == Verdict.DISAGREES || verdict == Verdict.NOT_SMOOTH;
  }

  /** What is disputed: by default what random directions say. */
  Disagreement dispute() {
    if (!isDisputed()) {
      return Disagreement.NONE;
    }
    double error = checks.stream().mapToDouble(DirectionCheck::deviation).max().orElse(0);
    boolean along = accuses(true);
    return new Disagreement(error, !along || accuses(false), along);
  }

  private boolean accuses(boolean alongGradient) {
    return checks.stream()
        .filter(check -> (check.kind() == Kind.GRADIENT) == alongGradient)
        .anyMatch(check -> check.deviation() > check.bound());
  }

  /** What is left of a disputed verdict in view of the output's course. */
  GradientAssessment by(IntegralFinding course) {
    if (!isDisputed()) {
      return this;
    }
    return switch (course) {
      case LEFT -> new GradientAssessment(Verdict.DISAGREES, Optional.empty(), error, kink, checks);
      case FOLLOWED ->
          new GradientAssessment(
              Verdict.NOT_SMOOTH, Optional.of(Reason.NON_DIFFERENTIABLE), error, kink, checks);
      case JUMPING -> verdict == Verdict.DISAGREES ? undecidedBecause(Reason.UNSETTLED) : this;
      case HIDDEN -> verdict == Verdict.DISAGREES ? undecidedBecause(Reason.ROUNDING) : this;
      case APART -> this;
    };
  }

  /** One that says nothing. */
  public static GradientAssessment undecided(Reason reason) {
    return new GradientAssessment(Verdict.INCONCLUSIVE, Optional.of(reason), 0, 0, List.of());
  }

  GradientAssessment undecidedBecause(Reason why) {
    return new GradientAssessment(Verdict.INCONCLUSIVE, Optional.of(why), error, kink, checks);
  }

  GradientAssessment because(Reason why) {
    return new GradientAssessment(verdict, Optional.of(why), error, kink, checks);
  }

  /** A verdict against the gradient, if another survey comes to it as well. */
  GradientAssessment confirmedBy(GradientAssessment other) {
    if (verdict != Verdict.DISAGREES
        || other.verdict == Verdict.DISAGREES
        || other.verdict == Verdict.NOT_SMOOTH) {
      return verdict == Verdict.DISAGREES ? other : this;
    }
    return undecidedBecause(Reason.UNSETTLED);
  }

  /** Where there is a kink, what directions say that keep the zeros of the activation. */
  GradientAssessment orWhereZerosAreKept(GradientAssessment kept) {
    if (verdict != Verdict.NOT_SMOOTH) {
      return this;
    }
    return switch (kept.verdict) {
      case AGREES ->
          new GradientAssessment(
              Verdict.AGREES_WHERE_SMOOTH,
              Optional.of(Reason.NON_DIFFERENTIABLE),
              error,
              kink,
              kept.checks);
      case DISAGREES -> kept;
      default -> this;
    };
  }

  public ExampleVerification of(OptionalInt example) {
    return new ExampleVerification(example, verdict, reason, checks);
  }
}
