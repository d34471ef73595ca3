package io.attributable.metrics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Features by what an explanation says of them, the largest first; equal ones in their order. */
final class FeatureOrder {
  private final int[] order;

  private FeatureOrder(int[] order) {
    this.order = order;
  }

  static FeatureOrder of(double[] sums) {
    return new FeatureOrder(
        IntStream.range(0, sums.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -(sums[i] + 0.0)))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /**
   * The curve while more and more features are changed.
   *
   * @param steps how many, at most one for each feature
   * @param changed makes the input in which features are changed
   */
  PerturbationCurve curve(ExplainedExample example, int steps, Function<BitSet, double[]> changed) {
    int points = Math.min(steps, order.length) + 1;
    int[] counts = IntStream.range(0, points).map(i -> count(i, points)).toArray();
    double[] scores = example.scores(points, i -> changed.apply(first(counts[i])));
    List<Double> fractions = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      fractions.add((double) counts[i] / order.length);
      values.add(scores[i]);
    }
    return new PerturbationCurve(fractions, values);
  }

  private int count(int point, int points) {
    return (int) ((long) order.length * point / (points - 1));
  }

  private BitSet first(int count) {
    BitSet first = new BitSet();
    for (int i = 0; i < count; i++) {
      first.set(order[i]);
    }
    return first;
  }
}
