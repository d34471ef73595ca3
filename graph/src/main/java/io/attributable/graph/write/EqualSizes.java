package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;

/** Which unknown sizes are equal for all inputs: above all the number of examples. */
@FunctionalInterface
public interface EqualSizes {
  /** No sizes are equal. */
  EqualSizes UNKNOWN = (a, axis, b, other) -> false;

  /** Whether two tensors of a graph always have the same size along these axes. */
  boolean same(TensorRef a, int axis, TensorRef b, int other);
}
