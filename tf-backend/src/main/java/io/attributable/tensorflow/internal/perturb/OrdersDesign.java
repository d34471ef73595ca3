package io.attributable.tensorflow.internal.perturb;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Features that are added one after the other, in orders drawn at random. More orders begin like
 * fewer.
 */
final class OrdersDesign implements FeatureDesign {
  private final int features;
  private final int[][] orders;

  OrdersDesign(int features, int samples, long seed) {
    this.features = features;
    this.orders = new int[samples][features];
    SplittableRandom random = new SplittableRandom(seed);
    for (int[] order : orders) {
      for (int i = 0; i < features; i++) {
        int other = random.nextInt(i + 1);
        order[i] = order[other];
        order[other] = i;
      }
    }
  }

  private int steps() {
    return Math.max(0, features - 1);
  }

  @Override
  public int size() {
    return Math.multiplyExact(orders.length, steps());
  }

  @Override
  public void write(int combination, boolean[] there, int at) {
    Arrays.fill(there, at, at + features, false);
    int[] order = orders[combination / steps()];
    for (int i = 0; i <= combination % steps(); i++) {
      there[at + order[i]] = true;
    }
  }

  @Override
  public Values values(double all, double none, double[] some) {
    double[] means = new double[features];
    double[] squares = new double[features];
    for (int sample = 0; sample < orders.length; sample++) {
      double before = none;
      for (int i = 0; i < features; i++) {
        double after = i == features - 1 ? all : some[sample * steps() + i];
        int feature = orders[sample][i];
        double off = after - before - means[feature];
        means[feature] += off / (sample + 1);
        squares[feature] += off * (after - before - means[feature]);
        before = after;
      }
    }
    return new Values(means, Optional.of(errors(squares)), OptionalDouble.empty());
  }

  /** Of means; not numbers where there is one sample alone. */
  private double[] errors(double[] squares) {
    double samples = orders.length;
    return Arrays.stream(squares).map(sum -> Math.sqrt(sum / (samples - 1) / samples)).toArray();
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
