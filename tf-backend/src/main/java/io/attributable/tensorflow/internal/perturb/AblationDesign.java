package io.attributable.tensorflow.internal.perturb;

import java.util.Arrays;

/** All features but one, for each. */
record AblationDesign(int features) implements FeatureDesign {
  @Override
  public int size() {
    return features;
  }

  @Override
  public void write(int combination, boolean[] there, int at) {
    Arrays.fill(there, at, at + features, true);
    there[at + combination] = false;
  }

  @Override
  public Values values(double all, double none, double[] some) {
    double[] values = new double[features];
    for (int i = 0; i < features; i++) {
      values[i] = all - some[i];
    }
    return Values.exact(values);
  }

  @Override
  public boolean isComplete() {
    return false;
  }
}
