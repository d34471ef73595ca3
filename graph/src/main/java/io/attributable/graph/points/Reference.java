package io.attributable.graph.points;

/** What a forward pass beside that at the points is given. */
public enum Reference {
  /** The inputs as they are fed. */
  INPUT,
  /** The baselines. */
  BASELINE
}
