package io.attributable.graph.optimise;

/** A way to make plans faster. None changes more than the last digits of a result. */
public enum Optimisation {
  /** What is computed twice from the same tensors is computed once, forward and backward. */
  SHARED_NODES,

  /** What depends on constants alone is computed when the plan is made. */
  FOLDED_CONSTANTS,

  /**
   * The gradient of a convolution by constant weights is written as a convolution whose filter is
   * turned round, which TensorFlow prepares once instead of at every run. Factors per channel, as
   * of a batch normalisation behind the convolution, become part of that filter.
   */
  FORWARD_CONVOLUTIONS,

  /**
   * Where shapes show that the number of examples is the same everywhere, nothing is written to
   * find out at run time whether a tensor was broadcast.
   */
  SYMBOLIC_EXAMPLES
}
