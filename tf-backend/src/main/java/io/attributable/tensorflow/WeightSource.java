package io.attributable.tensorflow;

/** Where a plan takes the model's weights from. */
public enum WeightSource {
  /** Frozen for models below {@link ModelOptions#frozenLimitBytes()}, variables for others. */
  AUTO,
  /** Constants in the plan: faster, as TensorFlow folds them, at the cost of a copy per plan. */
  FROZEN,
  /** The model's variables, read at each run: no copy. */
  VARIABLES
}
