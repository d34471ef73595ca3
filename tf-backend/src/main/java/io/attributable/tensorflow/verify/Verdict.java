package io.attributable.tensorflow.verify;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What differences say of a gradient; the later, the worse. */
public enum Verdict {
  /** In every direction that was tried, as far as the stated bound tells. */
  AGREES,
  /**
   * The output has a kink at the activation itself, but agrees in directions that keep the zeros of
   * the activation, along which it has none.
   */
  AGREES_WHERE_SMOOTH,
  /** The differences cannot tell. */
  INCONCLUSIVE,
  /** The output has a kink at the activation itself: there is no derivative to compare with. */
  NOT_SMOOTH,
  /** The gradient is not the derivative of the output. */
  DISAGREES;

  /** Whether nothing speaks against the gradient, and something for it. */
  public boolean agrees() {
    return this == AGREES || this == AGREES_WHERE_SMOOTH;
  }

  /** As JSON has it: {@code agrees_where_smooth}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst of some verdicts; inconclusive where there are none. */
  static Verdict worst(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Comparator.naturalOrder()).orElse(INCONCLUSIVE);
  }
}
