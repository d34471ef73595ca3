package io.attributable.tensorflow.verify;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The result of comparing a gradient with central differences; later constants are worse. */
public enum Verdict {
  /** In every direction that was tried, within the stated bound. */
  AGREES,
  /**
   * The output is not differentiable at the activation itself, but agrees in directions that keep
   * the zeros of the activation, along which it is.
   */
  AGREES_WHERE_SMOOTH,
  /** The differences cannot decide. */
  INCONCLUSIVE,
  /**
   * The output is not differentiable at the activation itself: there is no derivative to compare
   * with.
   */
  NOT_SMOOTH,
  /** The gradient is not the derivative of the output. */
  DISAGREES;

  /** Whether the gradient was confirmed. */
  public boolean agrees() {
    return this == AGREES || this == AGREES_WHERE_SMOOTH;
  }

  /** As JSON: {@code agrees_where_smooth}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst of some verdicts; inconclusive where there are none. */
  static Verdict worst(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Comparator.naturalOrder()).orElse(INCONCLUSIVE);
  }
}
