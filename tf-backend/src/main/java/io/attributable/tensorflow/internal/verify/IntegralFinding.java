package io.attributable.tensorflow.internal.verify;

/** The result of comparing the output with integrals of the gradient along lines. */
enum IntegralFinding {
  /** The gradient next to the activation is the derivative, and that at it is like these. */
  CONFIRMED,
  /** The gradient next to the activation is the derivative, but that at it is unlike these. */
  OUTLIER,
  /** The gradient is not the derivative, wherever it is discontinuous. */
  CONTRADICTED,
  /** The gradient is discontinuous in every part of the lines. */
  DISCONTINUOUS,
  /** The differences are below rounding. */
  BELOW_ROUNDING;

  /** Whether longer lines would add nothing. */
  boolean isDecided() {
    return this != DISCONTINUOUS && this != BELOW_ROUNDING;
  }
}
