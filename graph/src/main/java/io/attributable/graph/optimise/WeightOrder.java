package io.attributable.graph.optimise;

/**
 * In which order the numbers of weights should lie, for products of few rows. It depends on the
 * processor; the kernels are oneDNN's.
 */
public enum WeightOrder {
  /** A row for each input of the layer: with vectors of AVX-512. */
  PLAIN(24),

  /**
   * A row for each output, where the others would lie at distances of whole pages or halves of
   * them: with vectors of AVX2. A core's first cache holds only so many numbers at such distances.
   */
  TRANSPOSED(128);

  private static final int MEBIBYTES = 20;

  private final long mostBytes;

  WeightOrder(long mebibytes) {
    this.mostBytes = mebibytes << MEBIBYTES;
  }

  /**
   * How much of large weights a plan may have in this order beside the model's: the more, the more
   * a copy saves. That is a tenth of a transformer's time with AVX-512, and up to half of a product
   * for one example with AVX2.
   */
  long mostBytes() {
    return mostBytes;
  }
}
