package io.attributable.graph.tape;

import java.util.Set;

/**
 * The ops without gradient by definition: comparisons, roundings, shapes, everything that is
 * piecewise constant. Python registers most of them by {@code ops.NotDifferentiable}, or with the
 * gradient {@code None}.
 */
public final class ZeroGradientOps {
  private static final Set<String> OPS = OpNames.read("zero-gradient-ops.txt");

  private ZeroGradientOps() {}

  /** Whether an op has no gradient by definition. */
  public static boolean contains(String op) {
    return OPS.contains(op);
  }

  /** All of them. */
  public static Set<String> all() {
    return OPS;
  }
}
