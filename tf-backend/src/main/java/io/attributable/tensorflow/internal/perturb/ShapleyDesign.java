package io.attributable.tensorflow.internal.perturb;

/**
 * All combinations: bit i of a combination's number, from 1 on, says whether feature i is there.
 */
record ShapleyDesign(int features) implements FeatureDesign {
  @Override
  public int size() {
    return Math.max(0, (1 << features) - 2);
  }

  @Override
  public void write(int combination, boolean[] there, int at) {
    for (int i = 0; i < features; i++) {
      there[at + i] = (((combination + 1) >> i) & 1) == 1;
    }
  }

  @Override
  public Values values(double all, double none, double[] some) {
    double[] weights = weights();
    double[] values = new double[features];
    for (int set = 0; set < (1 << features); set++) {
      double of = set == 0 ? none : set == (1 << features) - 1 ? all : some[set - 1];
      int size = Integer.bitCount(set);
      for (int i = 0; i < features; i++) {
        values[i] += ((set >> i) & 1) == 1 ? weights[size - 1] * of : -weights[size] * of;
      }
    }
    return Values.exact(values);
  }

  /** By the number of features before one: {@code s! (M - s - 1)! / M!}. */
  private double[] weights() {
    double[] weights = new double[features + 1];
    double binomial = 1;
    for (int size = 0; size < features; size++) {
      weights[size] = 1 / (binomial * features);
      binomial = binomial * (features - 1 - size) / (size + 1);
    }
    return weights;
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
