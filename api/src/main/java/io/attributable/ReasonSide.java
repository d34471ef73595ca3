package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which contributions are reasons: those that lowered the explained value, or raised it. */
public enum ReasonSide {
  /** Contributions below 0: what spoke against the target. */
  AGAINST,
  /** Contributions above 0: what spoke for the target. */
  FOR;

  /** The word in JSON and on the command line: {@code against} or {@code for}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How much a contribution weighs on this side; below 0 on the other one. */
  double weight(double contribution) {
    return this == FOR ? contribution : -contribution;
  }
}
