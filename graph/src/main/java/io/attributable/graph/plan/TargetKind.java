package io.attributable.graph.plan;

import io.attributable.Target;

/** What a plan needs to know of a target: one plan serves all targets of a kind. */
public enum TargetKind {
  /** The output as it is. */
  NONE,
  /** Indices are fed: a matrix with one row for all examples or one for each. */
  INDEX,
  /**
   * Matrices as for {@link #INDEX} are fed, one per target; results have a leading dimension with
   * an index for each target.
   */
  INDICES,
  /**
   * Slices are fed, whose elements are summed: a matrix with one row for all examples or one for
   * each, which has a start, an end and a step for each dimension of the output after the first.
   */
  SLICE,
  /** Matrices as for {@link #SLICE} are fed, one per target, as those of {@link #INDICES}. */
  SLICES,
  /**
   * Two indices are fed, one behind the other: a matrix as for {@link #INDEX} with twice the
   * columns.
   */
  DIFFERENCE,
  /**
   * Weights of all elements are fed: a 64-bit matrix with one row for all examples or one for each.
   */
  WEIGHTS,
  /** The graph chooses the largest element of each example. */
  PREDICTED;

  /** The kind of a target. */
  public static TargetKind of(Target target) {
    if (target instanceof Target.None) {
      return NONE;
    }
    if (target instanceof Target.Predicted) {
      return PREDICTED;
    }
    if (target instanceof Target.Difference) {
      return DIFFERENCE;
    }
    if (target instanceof Target.Mask) {
      return WEIGHTS;
    }
    return target instanceof Target.Slice || target instanceof Target.SlicePerExample
        ? SLICE
        : INDEX;
  }

  /** Whether results have a leading dimension with an index for each of several targets. */
  public boolean isStacked() {
    return this == INDICES || this == SLICES;
  }

  /** Whether slices are fed. */
  public boolean isSliced() {
    return this == SLICE || this == SLICES;
  }
}
