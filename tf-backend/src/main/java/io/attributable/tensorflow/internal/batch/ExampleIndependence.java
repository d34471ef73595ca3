package io.attributable.tensorflow.internal.batch;

import io.attributable.tensorflow.internal.concurrent.RecentlyUsed;
import io.attributable.tensorflow.internal.request.Examples;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the examples of a plan influence one another, in which case a batch must not be cut. A
 * verdict is kept only for requests that it holds for. Safe for any number of threads.
 *
 * <p>An influence that was seen once exists. That none was seen counts only if it could have been
 * seen: the compared examples have to differ, and the model has to give different results for them.
 * Inputs in which they do not differ are checked again once others do. Equal examples show one
 * influence only, that of their count. By symmetry no other affects a batch of equal examples, so
 * it may be cut; but not if their targets or weights differ, as they then add up to other gradients
 * together. Each verdict is about examples of one shape, and about the same values of inputs that
 * are not cut, such as a flag that switches to training mode. Changing weights may connect examples
 * (a gate that is zero at the start of training), so that no verdict about a model in training is
 * kept.
 *
 * <p>A check costs the forward pass of five examples, and a batch at most one check per input.
 * Where the graph proves independence, nobody asks.
 */
public final class ExampleIndependence {
  /** Requests of other kinds, by shapes and other inputs, than the last ones are looked at anew. */
  private static final int MOST_KEPT = 64;

  private static final String UNSEEN =
      "all examples are equal while their targets or weights differ, so that nobody can tell"
          + " whether they influence one another";

  /** Looks at examples of a batch. */
  public interface Check {
    /** Runs two examples alone and together. */
    Outcome of(long first, long other);
  }

  /**
   * The result of a check.
   *
   * @param problem an influence that was seen, or what else speaks against cutting these examples
   * @param telling whether the model tells the two apart, without which an influence would hardly
   *     be seen; of a problem, whether it holds for other examples, too
   */
  public record Outcome(Optional<String> problem, boolean telling) {
    /** The look failed: these examples cannot be taken apart, whatever others can. */
    public static Outcome failed(String problem) {
      return new Outcome(Optional.of(problem), false);
    }
  }

  /**
   * What is known of requests of one kind.
   *
   * @param covered the inputs in which clearly different examples did not influence one another
   * @param lasting whether it holds for other requests
   */
  private record Verdict(@Nullable String problem, Set<String> covered, boolean lasting) {
    static Verdict of(Outcome outcome, Set<String> covered) {
      return new Verdict(
          outcome.problem().orElse(null),
          covered,
          outcome.problem().isEmpty() || outcome.telling());
    }
  }

  private final Map<Examples.Setting, Verdict> verdicts = new RecentlyUsed<>(MOST_KEPT);

  /**
   * What speaks against cutting a batch, found out anew.
   *
   * @param check looks at the examples
   */
  public static Optional<String> problemNow(Examples examples, Check check) {
    return problem(examples, look(examples, null, check));
  }

  private static Optional<String> problem(Examples examples, Verdict verdict) {
    boolean unseen =
        verdict.problem() == null
            && !examples.areAskedAlike()
            && !verdict.covered().containsAll(examples.cut())
            && examples.differing().isEmpty();
    return unseen ? Optional.of(UNSEEN) : Optional.ofNullable(verdict.problem());
  }

  /** The same, by a check. Two threads may look at the same time; both are right. */
  public Optional<String> problem(Examples examples, Check check) {
    Optional<Examples.Setting> setting = examples.setting();
    Verdict known = setting.map(this::known).orElse(null);
    Verdict verdict = look(examples, known, check);
    setting
        .filter(kind -> verdict.lasting() && !verdict.equals(known))
        .ifPresent(kind -> keep(kind, verdict));
    return problem(examples, verdict);
  }

  private synchronized @Nullable Verdict known(Examples.Setting setting) {
    return verdicts.get(setting);
  }

  private synchronized void keep(Examples.Setting setting, Verdict verdict) {
    verdicts.merge(setting, verdict, ExampleIndependence::both);
  }

  private static Verdict both(Verdict one, Verdict other) {
    Set<String> covered = new LinkedHashSet<>(one.covered());
    covered.addAll(other.covered());
    return new Verdict(one.problem() != null ? one.problem() : other.problem(), covered, true);
  }

  private static Verdict look(Examples examples, @Nullable Verdict known, Check check) {
    if (known != null && (known.problem() != null || known.covered().containsAll(examples.cut()))) {
      return known;
    }
    Set<String> covered = new LinkedHashSet<>(known == null ? Set.of() : known.covered());
    Map<String, Long> others = examples.differing();
    if (others.isEmpty() && known == null) {
      return Verdict.of(check.of(0, 1), covered);
    }
    Set<String> seen = new HashSet<>(covered);
    for (Map.Entry<String, Long> input : others.entrySet()) {
      if (!seen.contains(input.getKey())) {
        Outcome outcome = check.of(0, input.getValue());
        if (outcome.problem().isPresent()) {
          return Verdict.of(outcome, covered);
        }
        Set<String> clear = examples.clearlyDiffering(input.getValue());
        seen.addAll(clear);
        if (outcome.telling()) {
          covered.addAll(clear);
        }
      }
    }
    return new Verdict(null, covered, true);
  }
}
