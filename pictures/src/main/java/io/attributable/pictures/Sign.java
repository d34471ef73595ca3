package io.attributable.pictures;

/** Which attributions a picture shows. */
public enum Sign {
  /** Those that speak for the target and those that speak against it, told apart by colour. */
  ALL,

  /** Those that speak for the target; all others are drawn as zero. */
  POSITIVE,

  /** Those that speak against the target; all others are drawn as zero. */
  NEGATIVE,

  /** How much each says, whether for or against. */
  ABSOLUTE;

  /** What is left of a value. */
  double of(double value) {
    return switch (this) {
      case ALL -> value;
      case POSITIVE -> Math.max(value, 0);
      case NEGATIVE -> Math.min(value, 0);
      case ABSOLUTE -> Math.abs(value);
    };
  }
}
