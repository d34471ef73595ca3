package io.attributable;

/** What to do with a layer that the explained output does not depend on. */
public enum UnusedLayer {
  /** Fail with {@link ErrorCode#UNUSED_LAYER}. */
  ERROR,
  /** Return zeros shaped like the layer's tensors (captum's {@code materialize_grads}). */
  ZEROS
}
