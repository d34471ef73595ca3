package io.attributable.tensorflow.options;

/** Where a plan takes the model's weights from. */
public enum WeightSource {
  /**
   * Frozen for models up to {@link ModelOptions#frozenLimitBytes()}, as long as the constants of
   * all plans of a loaded model stay within four times as much; variables for others, and for plans
   * that need the model's session in any case: for a table, or a variable that changes.
   */
  AUTO,
  /**
   * Constants in the plan: faster, as TensorFlow folds them, at the cost of a copy per plan. Of a
   * plan that needs a table, or a variable that changes, the copy stays until the model is closed.
   */
  FROZEN,
  /** The model's variables, read at each run: no copy. */
  VARIABLES
}
