package io.attributable.tensorflow.internal.perturb;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Combinations for the Shapley kernel, each beside its complement. Those of the smallest and
 * largest sizes are all taken, as long as there are samples for that: they have most of the
 * kernel's weight. The rest is drawn. Immutable.
 */
final class KernelCombinations {
  private final int features;
  private final List<BitSet> sets = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();
  private int drawn;

  private KernelCombinations(int features) {
    this.features = features;
  }

  /** The fewest samples that a solution takes. */
  static long fewest(int features) {
    long all = features < Integer.SIZE ? (1L << features) - 2 : Long.MAX_VALUE;
    return Math.min(all, 2L * features + 2);
  }

  /**
   * So many combinations, or all if there are not more.
   *
   * @param features at least 2
   * @param samples at least {@link #fewest}
   */
  static KernelCombinations of(int features, int samples, long seed) {
    KernelCombinations combinations = new KernelCombinations(features);
    int size = combinations.addAllOfSizes(samples);
    combinations.drawn = combinations.sets.size();
    if (size <= features / 2) {
      combinations.draw(size, samples - combinations.sets.size(), new SplittableRandom(seed));
    }
    return combinations;
  }

  /** The kernel's weight of a size and its complement's, together. */
  private double weight(int size) {
    double one = (features - 1.0) / ((double) size * (features - size));
    return 2 * size == features ? one : 2 * one;
  }

  /** How many combinations have a size, or its complement's. */
  private double count(int size) {
    double count = 1;
    for (int i = 0; i < size; i++) {
      count = count * (features - i) / (i + 1);
    }
    return Math.rint(2 * size == features ? count : 2 * count);
  }

  /** Takes whole sizes; gives the first that is not. */
  private int addAllOfSizes(int samples) {
    double rest = 0;
    for (int size = 1; size <= features / 2; size++) {
      rest += weight(size);
    }
    double left = samples;
    int size = 1;
    while (size <= features / 2 && isWorthAll(size, left, rest)) {
      double count = count(size);
      addAll(new BitSet(), 0, size, weight(size) / count);
      left -= count;
      rest -= weight(size);
      size++;
    }
    return size;
  }

  /** Single features are always worth it: without them there may be no solution. */
  private boolean isWorthAll(int size, double samples, double rest) {
    boolean last = size == features / 2;
    double count = count(size);
    return count <= (last ? samples : samples - 2)
        && (last || size == 1 || count <= samples * weight(size) / rest);
  }

  private void addAll(BitSet chosen, int from, int more, double weight) {
    if (more == 0) {
      add(chosen, weight);
      return;
    }
    for (int i = from; i <= features - more; i++) {
      chosen.set(i);
      addAll(chosen, i + 1, more - 1, weight);
      chosen.clear(i);
    }
  }

  /** A combination and its complement; those of half of the features are their own complements'. */
  private void add(BitSet chosen, double weight) {
    sets.add((BitSet) chosen.clone());
    weights.add(weight);
    if (2 * chosen.cardinality() != features) {
      addComplement(chosen, weight);
    }
  }

  private void addComplement(BitSet chosen, double weight) {
    BitSet complement = (BitSet) chosen.clone();
    complement.flip(0, features);
    sets.add(complement);
    weights.add(weight);
  }

  /** Draws pairs of the sizes from one on. */
  private void draw(int from, int samples, SplittableRandom random) {
    double rest = 0;
    for (int size = from; size <= features / 2; size++) {
      rest += weight(size);
    }
    int pairs = samples / 2;
    int[] order = new int[features];
    for (int pair = 0; pair < pairs; pair++) {
      BitSet chosen = subset(size(from, rest * random.nextDouble()), order, random);
      sets.add(chosen);
      weights.add(rest / (2.0 * pairs));
      addComplement(chosen, rest / (2.0 * pairs));
    }
  }

  private int size(int from, double at) {
    double rest = at;
    for (int size = from; size < features / 2; size++) {
      rest -= weight(size);
      if (rest < 0) {
        return size;
      }
    }
    return features / 2;
  }

  private BitSet subset(int size, int[] order, SplittableRandom random) {
    for (int i = 0; i < features; i++) {
      order[i] = i;
    }
    BitSet chosen = new BitSet(features);
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(features - i);
      chosen.set(order[other]);
      order[other] = order[i];
    }
    return chosen;
  }

  int features() {
    return features;
  }

  int size() {
    return sets.size();
  }

  /** Which features a combination has. */
  BitSet set(int combination) {
    return sets.get(combination);
  }

  /** What a combination counts. */
  double weightOf(int combination) {
    return weights.get(combination);
  }

  /** From which combination on they are drawn, in pairs; the number of all where none is. */
  int drawn() {
    return drawn;
  }
}
