package io.attributable.tensorflow.options;

/** Where a plan takes the model's weights from. */
public enum WeightSource {
  /** Frozen for models up to {@link ModelOptions#frozenLimitBytes()}; variables for others. */
  AUTO,
  /** Constants in the plan: faster, as TensorFlow folds them, at the cost of a copy in memory. */
  FROZEN,
  /** The model's variables, read at each run: no copy. */
  VARIABLES
}
