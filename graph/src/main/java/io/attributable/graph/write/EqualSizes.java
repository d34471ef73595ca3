package io.attributable.graph.write;

import io.attributable.graph.tensor.TensorRef;

/**
 * Which sizes are the same whatever is fed, though static shapes do not say how large they are: the
 * number of examples, above all.
 */
@FunctionalInterface
public interface EqualSizes {
  /** Knows of none. */
  EqualSizes UNKNOWN = (a, axis, b, other) -> false;

  /** Whether two tensors of a graph always have the same size along these axes. */
  boolean same(TensorRef a, int axis, TensorRef b, int other);
}
