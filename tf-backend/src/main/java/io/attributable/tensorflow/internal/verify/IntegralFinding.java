package io.attributable.tensorflow.internal.verify;

/** What the course of the output along lines says of a gradient, other than at one point. */
enum IntegralFinding {
  /** The gradient next to the activation is the derivative, and that at it is like these. */
  FOLLOWED,
  /** The gradient next to the activation is the derivative, but that at it is unlike these. */
  APART,
  /** It is not the derivative, whatever points there are at which it jumps. */
  LEFT,
  /** It jumps so often that no part of a line is without. */
  JUMPING,
  /** Rounding leaves nothing to see. */
  HIDDEN;

  /** Whether longer lines would say no more. */
  boolean isDecided() {
    return this != JUMPING && this != HIDDEN;
  }
}
