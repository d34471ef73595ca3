package io.attributable.graph.tape.control;

/**
 * The values that a loop records at each iteration for its gradient.
 *
 * <p>Source: recomputation instead of records: Chen, Xu, Zhang and Guestrin (2016), Training Deep
 * Nets with Sublinear Memory Cost, arXiv:1604.06174.
 */
public enum Recording {
  /** Every tensor that the gradient takes: nothing is computed twice. */
  TENSORS,
  /** The loop's variables, and what products of matrices and convolutions gave. */
  PRODUCTS,
  /** The loop's variables: the gradient runs the body again, which saves memory. */
  VARIABLES
}
