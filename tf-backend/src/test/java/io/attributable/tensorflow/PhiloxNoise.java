package io.attributable.tensorflow;

/**
 * Normally distributed numbers as TensorFlow draws them, written anew: Philox4x32-10 (J. Salmon et
 * al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) and the method of Box and Muller.
 */
final class PhiloxNoise {
  private static final long MASK = 0xFFFFFFFFL;

  private PhiloxNoise() {}

  /** The numbers of one sample, by element of an example. */
  static double[] of(long seed, int input, long sample, int elements) {
    int counters = (elements + 3) / 4;
    double[] numbers = new double[elements];
    for (int i = 0; i < elements; i++) {
      long[] four = philox(seed, sample * counters + i / 4, input);
      int pair = i % 4 / 2 * 2;
      double radius = Math.sqrt(-2 * Math.log(Math.max(unit(four[pair]), 1e-7)));
      double angle = 2 * Math.PI * unit(four[pair + 1]);
      numbers[i] = radius * (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
    return numbers;
  }

  /** The lower 23 bits as a fraction. */
  private static double unit(long word) {
    return (word & 0x7FFFFF) / (double) (1 << 23);
  }

  private static long[] philox(long key, long low, long high) {
    long[] counter = {low & MASK, low >>> 32, high & MASK, high >>> 32};
    long first = key & MASK;
    long second = key >>> 32;
    for (int round = 0; round < 10; round++) {
      long a = 0xD2511F53L * counter[0];
      long b = 0xCD9E8D57L * counter[2];
      counter =
          new long[] {
            (b >>> 32) ^ counter[1] ^ first, b & MASK, (a >>> 32) ^ counter[3] ^ second, a & MASK
          };
      first = (first + 0x9E3779B9L) & MASK;
      second = (second + 0xBB67AE85L) & MASK;
    }
    return counter;
  }
}
