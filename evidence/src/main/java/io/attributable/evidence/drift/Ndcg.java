package io.attributable.evidence.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Normalised discounted cumulative gain: whether a ranking puts those first that weigh most. Gains
 * are linear, discounts are log2, as in Amazon SageMaker Clarify's feature attribution drift.
 */
public final class Ndcg {
  private Ndcg() {}

  /**
   * The gain of a ranking, as a part of the largest possible; 1 where there is nothing to gain.
   *
   * @param reference what each feature weighed, not negative
   * @param window what each feature weighs now, which is what they are ranked by; equal ones in the
   *     order of the features
   */
  public static double of(double[] reference, double[] window) {
    double best = gain(reference, reference);
    return best == 0 ? 1 : gain(reference, window) / best;
  }

  /** The positions of features, the heaviest first; equal ones in the order of the features. */
  public static int[] ranked(double[] weights) {
    return IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> weights[i]).reversed())
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double gain(double[] weights, double[] ranking) {
    int[] order = ranked(ranking);
    double gain = 0;
    for (int rank = 0; rank < order.length; rank++) {
      gain += weights[order[rank]] * Math.log(2) / Math.log(rank + 2.0);
    }
    return gain;
  }
}
