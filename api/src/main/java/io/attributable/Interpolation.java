package io.attributable;

/** How a map is brought to the size of what it is laid over. */
public enum Interpolation {
  /**
   * Each position takes the value of the one that it lies in: position i of n takes that at ⌊i · m
   * / n⌋ of m, computed in whole numbers.
   */
  NEAREST,

  /**
   * Linear between the middles of positions along each axis, and constant beyond the outermost
   * ones: bilinear for pictures.
   */
  BILINEAR
}
