package io.attributable.graph.method.lrp;

/** What a rule takes of the weights, of the bias, or of what enters a layer. */
enum Part {
  /** Nothing. */
  NONE,
  /** All as it is. */
  ALL,
  /** What is positive, zeros elsewhere. */
  POSITIVE,
  /** What is negative, zeros elsewhere. */
  NEGATIVE,
  /** All, and gamma times what is positive once more. */
  MORE_POSITIVE,
  /** All, and gamma times what is negative once more. */
  MORE_NEGATIVE,
  /** The squares. */
  SQUARED,
  /** Ones in its place. */
  ONES,
  /** The least value in its place. */
  LOW,
  /** The largest value in its place. */
  HIGH
}
