package io.attributable.inputs.card;

/** The end of a row or of a series where something is added or cut off. */
public enum Side {
  /** Before the first. */
  FRONT,
  /** Behind the last. */
  BACK
}
