package io.attributable.tensorflow.options;

/**
 * How exactly TensorFlow computes where a model has 32 bits. Results stay 32-bit arrays in any
 * case; weights and layers keep their types.
 */
public enum Precision {
  /** As in the model. */
  FULL,
  /**
   * Products of matrices and convolutions, and ops between them, in bfloat16: 8 bits for the
   * fraction, so that values have two or three significant digits. Takes effect on CPUs with
   * AVX-512.
   */
  MIXED_BFLOAT16,
  /**
   * The same in float16: three digits, but gradients below 6e-8 vanish. Takes effect on NVIDIA GPUs
   * from compute capability 7.0.
   */
  MIXED_FLOAT16
}
