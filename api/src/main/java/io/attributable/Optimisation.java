package io.attributable;

/** A way to make plans faster. None changes more than the last digits of a result. */
public enum Optimisation {
  /**
   * Loops whose number of iterations is known are written as what they do one after the other, as
   * far as that is not too large.
   */
  UNROLLED_LOOPS,

  /**
   * What is computed twice from the same tensors is computed once, forward and backward; nothing is
   * multiplied by 1.
   */
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
   * Kernels that do several things at once: what follows a convolution by constant weights channel
   * by channel, as a batch normalisation does, becomes part of its weights and of a bias that it
   * adds itself, and swish is one op. Only where other last digits cannot meet the kink of a ReLU
   * on the way from the layers to the output, and on processors.
   */
  FUSED_KERNELS,

  /**
   * A product of many matrices with one is written as the product of one tall matrix with it.
   * Constant weights that are taken transposed, as in gradients, are transposed once.
   */
  PLAIN_PRODUCTS,

  /**
   * Where shapes show that the number of examples is the same everywhere, nothing is written to
   * find out at run time whether a tensor was broadcast.
   */
  SYMBOLIC_EXAMPLES,

  /** Plans that read neither variables nor tables run in sessions of their own. */
  OWN_SESSIONS,

  /** Plans without loops and branches run their nodes one after the other, each on all threads. */
  STRAIGHT_EXECUTION,

  /**
   * Plans whose operations are too small to be shared among threads run on one, where each session
   * has threads of its own: {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} in the environment.
   */
  SINGLE_THREADS
}
