package io.attributable.tensorflow.internal.perturb;

import java.util.SplittableRandom;

/**
 * Random numbers for each of many draws, which do not depend on how many are made before. Two
 * generators of which the seeds differ by a multiple of the generator's own step give the same
 * numbers, shifted, so that seeds are mixed.
 */
final class Seeds {
  /** Any odd number but the generator's step. */
  private static final long FACTOR = 0xD1342543DE82EF95L;

  private Seeds() {}

  static SplittableRandom random(long seed, long number) {
    return new SplittableRandom(new SplittableRandom(seed + number * FACTOR).nextLong());
  }
}
