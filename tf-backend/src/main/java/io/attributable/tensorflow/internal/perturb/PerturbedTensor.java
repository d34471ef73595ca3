package io.attributable.tensorflow.internal.perturb;

import io.attributable.graph.layer.TensorInfo;
import org.tensorflow.ndarray.Shape;

/**
 * A tensor whose elements are perturbed.
 *
 * @param name the input's, or the address of the layer: what masks and windows call it
 * @param info the tensor
 * @param row the shape of an example
 * @param input whether it is an input
 */
record PerturbedTensor(String name, TensorInfo info, Shape row, boolean input) {
  /** The elements of an example. */
  int size() {
    return Math.toIntExact(row.size());
  }
}
