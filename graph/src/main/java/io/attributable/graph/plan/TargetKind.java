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
  /** The graph chooses the largest element of each example. */
  PREDICTED;

  /** The kind of a target. */
  public static TargetKind of(Target target) {
    if (target instanceof Target.None) {
      return NONE;
    }
    return target instanceof Target.Predicted ? PREDICTED : INDEX;
  }
}
