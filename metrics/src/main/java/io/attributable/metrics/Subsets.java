package io.attributable.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** Random subsets of features, and what the model and an explanation say about their absence. */
final class Subsets {
  private final ExplainedExample example;
  private final double[] sums;
  private final List<BitSet> subsets = new ArrayList<>();

  private Subsets(ExplainedExample example, double[] sums) {
    this.example = example;
    this.sums = sums;
  }

  /** Those that are given. */
  static Subsets of(ExplainedExample example, double[] sums, List<BitSet> given) {
    Subsets subsets = new Subsets(example, sums);
    subsets.subsets.addAll(given);
    return subsets;
  }

  /** How many features a part of them is: at least one, and not all where there are several. */
  static int size(int features, double part) {
    return Math.max(1, Math.min(features - 1, (int) Math.round(part * features)));
  }

  /** Each has the same size. */
  static Subsets ofSize(
      ExplainedExample example, double[] sums, int samples, int size, Random random) {
    Subsets subsets = new Subsets(example, sums);
    for (int i = 0; i < samples; i++) {
      subsets.subsets.add(drawn(sums.length, size, random));
    }
    return subsets;
  }

  /** Floyd's way: each subset is as likely as any other. */
  static BitSet drawn(int features, int size, Random random) {
    BitSet drawn = new BitSet();
    for (int last = features - size; last < features; last++) {
      int one = random.nextInt(last + 1);
      drawn.set(drawn.get(one) ? last : one);
    }
    return drawn;
  }

  /** By subset, what the explained value loses without it. */
  double[] changes() {
    // The input itself first, in the same batch.
    double[] scores =
        example.scores(
            subsets.size() + 1,
            i -> i == 0 ? example.input() : example.without(subsets.get(i - 1)));
    double[] changes = new double[subsets.size()];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = scores[0] - scores[i + 1];
    }
    return changes;
  }

  /** By subset, the sum of its attributions. */
  double[] attributed() {
    return subsets.stream()
        .mapToDouble(subset -> subset.stream().mapToDouble(i -> sums[i]).sum())
        .toArray();
  }
}
