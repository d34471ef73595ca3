package io.attributable.samples.digits;

/**
 * A scanned handwritten digit.
 *
 * @param number its place among the samples, from 1
 * @param label the digit that its writer meant
 * @param ink 8×8, from 0 (paper) to 1 (black)
 */
record Digit(int number, int label, Grid ink) {}
