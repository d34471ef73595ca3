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
 * The assessment of a gradient from the residuals along several directions.
 *
 * @param verdict never AGREES_WHERE_SMOOTH
 * @param reason why the verdict is no plain one
 * @param error the largest residual
 * @param derivativeJump the jump of the derivative at the activation itself; 0 if it is
 *     differentiable there
 * @param checks direction by direction
 */
public record GradientAssessment(
    Verdict verdict,
    Optional<Reason> reason,
    double error,
    double derivativeJump,
    List<DirectionCheck> checks) {
  /** The relative bound above which a gradient cannot be confirmed. */
  private static final double DECISIVE = 0.2;

  /** The part of it above which rounding is named as the reason. */
  private static final double MUCH = DECISIVE / 10;

  /**
   * How many times the jump of the derivative a residual may be: of several non-differentiable
   * points more may cancel in the difference of the one-sided quotients than in the residual. An
   * empirical factor.
   */
  private static final double EXCUSED = 4;

  /** The same where other directions found the jump. */
  private static final double EXCUSED_BY_OTHERS = 8;

  public static GradientAssessment of(PooledResiduals residuals, double[] steps) {
    int best = residuals.best();
    if (best < 0) {
      return undecided(Reason.NOT_FINITE);
    }
    return decide(residuals, best, checks(residuals, best, steps[best]));
  }

  private static GradientAssessment decide(
      PooledResiduals residuals, int best, List<DirectionCheck> checks) {
    double worst = residuals.worst(best);
    double bound = residuals.bound(best);
    double derivativeJump = residuals.derivativeJump();
    double smooth = residuals.smoothBound(best);
    if (residuals.isFlat() || (worst <= bound && residuals.relative(bound, best) <= DECISIVE)) {
      return new GradientAssessment(
          Verdict.AGREES, Optional.empty(), worst, derivativeJump, checks);
    }
    if (worst > smooth && worst <= smooth + EXCUSED * derivativeJump) {
      return new GradientAssessment(
          Verdict.NOT_SMOOTH,
          Optional.of(Reason.NON_DIFFERENTIABLE),
          worst,
          derivativeJump,
          checks);
    }
    if (worst > bound) {
      return new GradientAssessment(
          Verdict.DISAGREES, Optional.empty(), worst, derivativeJump, checks);
    }
    boolean rounding = residuals.relative(residuals.noise(best), best) > MUCH;
    return new GradientAssessment(
        Verdict.INCONCLUSIVE,
        Optional.of(rounding ? Reason.ROUNDING : Reason.UNSETTLED),
        worst,
        derivativeJump,
        checks);
  }

  private static List<DirectionCheck> checks(PooledResiduals residuals, int best, double step) {
    List<DirectionCheck> checks = new ArrayList<>();
    boolean flat = residuals.isFlat();
    for (DirectionalResidual line : residuals.lines()) {
      checks.add(
          new DirectionCheck(
              line.kind(),
              line.tape(),
              line.tape() + line.error(best),
              residuals.relative(line.error(best), best),
              flat ? 0 : residuals.relative(residuals.bound(best), best),
              flat ? 0 : residuals.relative(residuals.noise(best), best),
              step));
    }
    return checks;
  }

  /**
   * Combines two assessments of the same point: a non-differentiable point that one found may
   * explain the other's residual.
   */
  GradientAssessment and(GradientAssessment other) {
    List<DirectionCheck> all = new ArrayList<>(checks);
    all.addAll(other.checks);
    double largest = Math.max(derivativeJump, other.derivativeJump);
    GradientAssessment worse = other.verdict.compareTo(verdict) > 0 ? other : this;
    boolean excused =
        worse.verdict == Verdict.DISAGREES && worse.error <= EXCUSED_BY_OTHERS * largest;
    return excused
        ? new GradientAssessment(
            Verdict.NOT_SMOOTH, Optional.of(Reason.NON_DIFFERENTIABLE), worse.error, largest, all)
        : new GradientAssessment(worse.verdict, worse.reason, worse.error, largest, all);
  }

  /** Whether the verdict rests on difference quotients that did not settle on the gradient. */
  boolean isDisputed() {
    return verdict == Verdict.DISAGREES || verdict == Verdict.NOT_SMOOTH;
  }

  /** The disagreement to be settled; of random directions where neither kind is over its bound. */
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

  /** Settles a disputed verdict by the integrals of the gradient along lines. */
  GradientAssessment by(IntegralFinding finding) {
    if (!isDisputed()) {
      return this;
    }
    return switch (finding) {
      case CONTRADICTED ->
          new GradientAssessment(
              Verdict.DISAGREES, Optional.empty(), error, derivativeJump, checks);
      case CONFIRMED ->
          new GradientAssessment(
              Verdict.NOT_SMOOTH,
              Optional.of(Reason.NON_DIFFERENTIABLE),
              error,
              derivativeJump,
              checks);
      case DISCONTINUOUS ->
          verdict == Verdict.DISAGREES ? undecidedBecause(Reason.UNSETTLED) : this;
      case BELOW_ROUNDING ->
          verdict == Verdict.DISAGREES ? undecidedBecause(Reason.ROUNDING) : this;
      case OUTLIER -> this;
    };
  }

  /** An inconclusive one. */
  public static GradientAssessment undecided(Reason reason) {
    return new GradientAssessment(Verdict.INCONCLUSIVE, Optional.of(reason), 0, 0, List.of());
  }

  GradientAssessment undecidedBecause(Reason why) {
    return new GradientAssessment(
        Verdict.INCONCLUSIVE, Optional.of(why), error, derivativeJump, checks);
  }

  GradientAssessment because(Reason why) {
    return new GradientAssessment(verdict, Optional.of(why), error, derivativeJump, checks);
  }

  /** Keeps a verdict against the gradient only if independent samples confirm it. */
  GradientAssessment confirmedBy(GradientAssessment other) {
    if (verdict != Verdict.DISAGREES
        || other.verdict == Verdict.DISAGREES
        || other.verdict == Verdict.NOT_SMOOTH) {
      return verdict == Verdict.DISAGREES ? other : this;
    }
    return undecidedBecause(Reason.UNSETTLED);
  }

  /**
   * At a non-differentiable point, the assessment along directions that keep the zeros of the
   * activation.
   */
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
              derivativeJump,
              kept.checks);
      case DISAGREES -> kept;
      default -> this;
    };
  }

  public ExampleVerification of(OptionalInt example) {
    return new ExampleVerification(example, verdict, reason, checks);
  }
}
