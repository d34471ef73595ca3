package io.attributable.tensorflow.internal.perturb;

import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import org.tensorflow.Tensor;

/**
 * Which perturbations a model is evaluated at, and what comes of its outputs. The first one
 * replaces nothing, the second one everything.
 */
interface Perturbations {
  /** The one that replaces nothing. */
  int NOTHING = 0;

  /** The one that replaces everything. */
  int EVERYTHING = 1;

  /** How many there are, these two among them. */
  int count();

  /** What is fed for some of them, in this order; the caller closes the tensors. */
  Map<TensorRef, Tensor> tensors(int... which);

  /**
   * What comes of the outputs.
   *
   * @param scores by example, the explained value at each perturbation
   */
  PerturbationValues values(double[][] scores);
}
