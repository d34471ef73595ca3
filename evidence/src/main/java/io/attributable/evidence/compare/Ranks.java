package io.attributable.evidence.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlations of the orders in which two vectors put their places. */
final class Ranks {
  private Ranks() {}

  /** Spearman's ρ; NaN where one of them has no order. */
  static double spearman(double[] one, double[] other) {
    return pearson(of(one), of(other));
  }

  /** Ranks from 0; those that are equal share the mean of their ranks. */
  static double[] of(double[] values) {
    int[] order = order(values, Comparator.naturalOrder());
    double[] ranks = new double[values.length];
    int end;
    for (int start = 0; start < order.length; start = end) {
      end = start;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order[i]] = (start + end - 1) / 2.0;
      }
    }
    return ranks;
  }

  /** The places by their values; equal ones in the order of the places. */
  static int[] order(double[] values, Comparator<Double> comparator) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((i, j) -> comparator.compare(values[i] + 0.0, values[j] + 0.0))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double pearson(double[] one, double[] other) {
    double meanOfOne = Arrays.stream(one).average().orElse(0);
    double meanOfOther = Arrays.stream(other).average().orElse(0);
    double products = 0;
    double squares = 0;
    double otherSquares = 0;
    for (int i = 0; i < one.length; i++) {
      double left = one[i] - meanOfOne;
      double right = other[i] - meanOfOther;
      products += left * right;
      squares += left * left;
      otherSquares += right * right;
    }
    return products / Math.sqrt(squares * otherSquares);
  }

  /**
   * Kendall's τ-b, in n log n steps (Knight, "A computer method for calculating Kendall's tau with
   * ungrouped data", JASA 61, 1966); NaN where one of them has no order.
   */
  static double kendall(double[] one, double[] other) {
    int[] order =
        IntStream.range(0, one.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> one[i] + 0.0)
                    .thenComparingDouble(i -> other[i] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] left = IntStream.of(order).mapToDouble(i -> one[i]).toArray();
    double[] right = IntStream.of(order).mapToDouble(i -> other[i]).toArray();
    long pairs = (long) one.length * (one.length - 1) / 2;
    long tiedLeft = tied(left, left);
    long tiedBoth = tied(left, right);
    long swaps = sort(right, new double[right.length], 0, right.length);
    long tiedRight = tied(right, right);
    double agreeing = pairs - tiedLeft - tiedRight + tiedBoth - 2.0 * swaps;
    return agreeing / Math.sqrt((double) (pairs - tiedLeft) * (pairs - tiedRight));
  }

  /** How many pairs are equal in both, of vectors that are sorted by both. */
  private static long tied(double[] one, double[] other) {
    long tied = 0;
    long run = 1;
    for (int i = 1; i < one.length; i++) {
      run = one[i] == one[i - 1] && other[i] == other[i - 1] ? run + 1 : 1;
      tied += run - 1;
    }
    return tied;
  }

  /** Sorts, and counts the exchanges of neighbours that it stands for. */
  private static long sort(double[] values, double[] space, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long swaps = sort(values, space, from, middle) + sort(values, space, middle, to);
    System.arraycopy(values, from, space, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right == to || (left < middle && space[left] <= space[right]);
      swaps += takeLeft ? 0 : middle - left;
      values[i] = takeLeft ? space[left++] : space[right++];
    }
    return swaps;
  }
}
