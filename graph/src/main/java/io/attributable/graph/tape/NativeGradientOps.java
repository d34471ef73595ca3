package io.attributable.graph.tape;

import java.util.Set;

/**
 * The ops whose gradient is TensorFlow's own in C++ ({@code tensorflow/cc/gradients}, registered by
 * {@code REGISTER_GRADIENT_OP}). The list is a resource next to this class, so that models can be
 * checked without native code; a test compares it with the registry.
 */
public final class NativeGradientOps {
  private static final Set<String> OPS = OpNames.read("native-gradient-ops.txt");

  private NativeGradientOps() {}

  /** Whether the C++ registry has a gradient for an op. */
  public static boolean contains(String op) {
    return OPS.contains(op);
  }

  /** All of them. */
  public static Set<String> all() {
    return OPS;
  }
}
