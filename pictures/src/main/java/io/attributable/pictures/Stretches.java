package io.attributable.pictures;

/**
 * Values over time, each for a stretch of the same length. Nothing writes to them.
 *
 * @param values one for each stretch
 */
@SuppressWarnings("ArrayRecordComponent") // Inside this package, never compared.
record Stretches(double[] values) {

  /** The value at a share of the time, from 0 to 1. */
  double at(double share) {
    return values[(int) Math.min(values.length - 1, share * values.length)];
  }
}
