package io.attributable.tensorflow.options;

/**
 * How exactly TensorFlow computes where a model says 32 bits. Results stay 32-bit arrays in any
 * case; weights and layers keep their types.
 */
public enum Precision {
  /** As the model says. */
  FULL,
  /**
   * Products of matrices and convolutions, and what lies between them, in bfloat16: 8 bits for the
   * fraction, so that numbers have two or three digits. Takes effect on CPUs with AVX-512.
   */
  MIXED_BFLOAT16,
  /**
   * The same in float16: three digits, but gradients below 6e-8 vanish. Takes effect on NVIDIA GPUs
   * from compute capability 7.0.
   */
  MIXED_FLOAT16
}
