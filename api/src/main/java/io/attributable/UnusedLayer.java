package io.attributable;

/** How to treat a layer, or a tensor of it, that the explained output does not depend on. */
public enum UnusedLayer {
  /**
   * Fail with {@link ErrorCode#UNUSED_LAYER} if none of the layer's tensors is used; if some are,
   * explain these and list the others in {@link Attribution#unused()}.
   */
  ERROR,
  /**
   * Return zeros shaped like each tensor that is not used (captum's {@code materialize_grads}), so
   * that a layer always has all its tensors; {@link Attribution#unused()} lists them.
   */
  ZEROS
}
