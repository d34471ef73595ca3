package io.attributable.tensorflow.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a bundle of lines says.
 *
 * @param verdict never AGREES_WHERE_SMOOTH
 * @param reason why the verdict is no plain one
 * @param kink whether there is a kink at the activation itself
 * @param checks line by line
 */
record Judgement(
    Verdict verdict, Optional<Reason> reason, boolean kink, List<DirectionCheck> checks) {
  /** A bound that says less than this about a gradient says nothing. */
  private static final double TELLING = 0.2;

  /** Rounding alone that takes this much of the bound. */
  private static final double MUCH = TELLING / 10;

  static Judgement of(Bundle bundle, double[] steps) {
    int best = bundle.best();
    if (best < 0) {
      return undecided(Reason.NOT_FINITE);
    }
    boolean kink = bundle.hasKink();
    return decide(bundle, best, kink, checks(bundle, best, steps[best]));
  }

  private static Judgement decide(
      Bundle bundle, int best, boolean kink, List<DirectionCheck> checks) {
    double worst = bundle.worst(best);
    if (kink && worst > bundle.boundWithoutBend(best)) {
      return new Judgement(Verdict.NOT_SMOOTH, Optional.of(Reason.KINK), true, checks);
    }
    if (worst > bundle.bound(best)) {
      return new Judgement(Verdict.DISAGREES, Optional.empty(), kink, checks);
    }
    if (bundle.isFlat() || bundle.relative(bundle.bound(best), best) <= TELLING) {
      return new Judgement(Verdict.AGREES, Optional.empty(), kink, checks);
    }
    boolean rounding = bundle.relative(bundle.noise(best), best) > MUCH;
    return new Judgement(
        Verdict.INCONCLUSIVE,
        Optional.of(rounding ? Reason.ROUNDING : Reason.UNSETTLED),
        kink,
        checks);
  }

  private static List<DirectionCheck> checks(Bundle bundle, int best, double step) {
    List<DirectionCheck> checks = new ArrayList<>();
    boolean flat = bundle.isFlat();
    for (Line line : bundle.lines()) {
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

  /** What two bundles say of the same point: a kink that one found excuses the other. */
  Judgement and(Judgement other) {
    List<DirectionCheck> all = new ArrayList<>(checks);
    all.addAll(other.checks);
    boolean either = kink || other.kink;
    Judgement worse = other.verdict.compareTo(verdict) > 0 ? other : this;
    return worse.verdict == Verdict.DISAGREES && either
        ? new Judgement(Verdict.NOT_SMOOTH, Optional.of(Reason.KINK), true, all)
        : new Judgement(worse.verdict, worse.reason, either, all);
  }

  /** One that says nothing. */
  static Judgement undecided(Reason reason) {
    return new Judgement(Verdict.INCONCLUSIVE, Optional.of(reason), false, List.of());
  }

  Judgement undecidedBecause(Reason why) {
    return new Judgement(Verdict.INCONCLUSIVE, Optional.of(why), kink, checks);
  }

  Judgement because(Reason why) {
    return new Judgement(verdict, Optional.of(why), kink, checks);
  }

  /** A verdict against the gradient, if another survey comes to it as well. */
  Judgement confirmedBy(Judgement other) {
    if (verdict != Verdict.DISAGREES
        || other.verdict == Verdict.DISAGREES
        || other.verdict == Verdict.NOT_SMOOTH) {
      return verdict == Verdict.DISAGREES ? other : this;
    }
    return undecidedBecause(Reason.UNSETTLED);
  }

  /** Where there is a kink, what directions say that keep the zeros of the activation. */
  Judgement orWhereZerosAreKept(Judgement kept) {
    if (verdict != Verdict.NOT_SMOOTH || kept.kink) {
      return this;
    }
    return switch (kept.verdict) {
      case AGREES ->
          new Judgement(Verdict.AGREES_WHERE_SMOOTH, Optional.of(Reason.KINK), true, kept.checks);
      case DISAGREES -> kept;
      default -> this;
    };
  }

  ExampleVerification of(OptionalInt example) {
    return new ExampleVerification(example, verdict, reason, checks);
  }
}
