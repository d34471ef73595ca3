package io.attributable.graph.optimise;

/**
 * In which order the numbers of weights should lie, for products of few rows. It depends on the
 * processor; the kernels are oneDNN's.
 */
public enum WeightOrder {
  /** A row for each input of the layer: with vectors of AVX-512. */
  PLAIN,

  /**
   * A row for each output, where the others would lie at distances of whole pages or halves of
   * them: with vectors of AVX2. A core's first cache holds only so many numbers at such distances.
   */
  TRANSPOSED
}
