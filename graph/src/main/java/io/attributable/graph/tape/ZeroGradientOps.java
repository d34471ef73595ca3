package io.attributable.graph.tape;

import java.util.Set;

/**
 * The ops through which no gradient flows by definition: comparisons, roundings, shapes, whatever
 * is constant almost everywhere.
 */
public final class ZeroGradientOps {
  private static final Set<String> OPS = OpNames.read("stop-ops.txt");

  private ZeroGradientOps() {}

  /** Whether an op stops gradients. */
  public static boolean contains(String op) {
    return OPS.contains(op);
  }

  /** All of them. */
  public static Set<String> all() {
    return OPS;
  }
}
