package io.attributable;

/** What a method does that has rules op by op, where it comes to an op without one. */
public enum UnknownOps {
  /** Refuses, and names op and node: {@link ErrorCode#METHOD_NOT_APPLICABLE}. */
  ERROR,

  /** Goes by the op's gradient. {@link RuleCoverage} tells where. */
  GRADIENT
}
