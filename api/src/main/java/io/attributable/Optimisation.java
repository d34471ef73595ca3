package io.attributable;

/** An optimisation of plans. None changes more than the last digits of a result. */
public enum Optimisation {
  /** Loops with a constant number of iterations are unrolled, unless the result is too large. */
  UNROLLED_LOOPS,

  /**
   * Equal computations on the same tensors are done once (common subexpressions), forward and
   * backward; multiplications by 1 are removed, and so are transposes that undo one another. Slices
   * that together take all columns of a matrix are one split, and their gradients are joined.
   */
  SHARED_NODES,

  /** Nodes that depend on constants alone are computed when the plan is made. */
  FOLDED_CONSTANTS,

  /**
   * The gradient of a convolution by constant weights is written as a convolution by the flipped
   * filter, which TensorFlow prepares once instead of at every run. Factors per channel, as of a
   * batch normalisation behind the convolution, become part of that filter.
   */
  FORWARD_CONVOLUTIONS,

  /**
   * Fused kernels: factors and summands per channel behind a convolution by constant weights, as of
   * a batch normalisation, become part of its weights and of a fused bias, and swish is one op.
   * Only where rounding cannot change the side of a non-differentiable point, such as that of a
   * ReLU, between the layers and the output. Squares and cubes are products, as TensorFlow has them
   * where it serves a model. On CPUs only.
   */
  FUSED_KERNELS,

  /**
   * A product of many matrices with one is written as the product of one tall matrix with it; so
   * are the products of all steps of an unrolled loop with one, such as the kernel of an LSTM, and
   * biases are added to all steps at once. Constant weights that are taken transposed, as in
   * gradients, are transposed once.
   */
  PLAIN_PRODUCTS,

  /**
   * Where static shapes prove that the number of examples is the same everywhere, the nodes that
   * detect broadcasting at run time are omitted.
   */
  SYMBOLIC_EXAMPLES,

  /** Plans that read neither variables nor tables run in sessions of their own. */
  OWN_SESSIONS,

  /** Plans without loops and branches run one node at a time, each on all threads. */
  STRAIGHT_EXECUTION,

  /**
   * Plans whose operations are too small to be shared among threads run on one, where each session
   * has threads of its own: {@code ThreadOptions.poolPerSession}, or {@code
   * TF_OVERRIDE_GLOBAL_THREADPOOL=1} in the environment.
   */
  SINGLE_THREADS,

  /**
   * A batch of at least as many examples as there are cores is cut into as many parts, which run at
   * the same time, each on one thread: what passes between operations then stays in the cache of a
   * core. Only where the graph proves that examples do not influence one another, and where each
   * session has threads of its own.
   */
  PARALLEL_PARTS,

  /**
   * A single example of a transformer is computed in shards along its sequence, one for each core,
   * as batches are in parts: what belongs to a token or patch alone, such as dense layers, on one
   * core, and attention on what all of them made. Where lengths differ, for the first one that is
   * asked for. Only where each session has threads of its own.
   */
  SHARDED_SEQUENCES,

  /**
   * Large constants of plans in sessions of their own are variables of these, of which TensorFlow
   * has one copy in place of six; on CPUs only.
   */
  CONSTANTS_AS_VARIABLES,

  /**
   * What a model computes of baselines alone, as DeepLIFT does, is kept for calls with the same
   * baselines and inputs of the same shapes, once these come again; on CPUs only.
   */
  KEPT_BASELINES
}
