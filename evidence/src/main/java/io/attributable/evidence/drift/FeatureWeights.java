package io.attributable.evidence.drift;

import org.jspecify.annotations.Nullable;

/** The mean magnitude of each feature's attributions. Not thread-safe. */
final class FeatureWeights {
  private double @Nullable [] sums;
  private long count;

  /** Adds an explanation; false if it has other features, or what is no number. */
  boolean add(double[] attributions) {
    for (double value : attributions) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    double[] all = sums == null ? new double[attributions.length] : sums;
    if (all.length != attributions.length) {
      return false;
    }
    for (int i = 0; i < all.length; i++) {
      all[i] += Math.abs(attributions[i]);
    }
    sums = all;
    count++;
    return true;
  }

  long count() {
    return count;
  }

  int features() {
    return sums == null ? 0 : sums.length;
  }

  double[] means() {
    double[] means = sums == null ? new double[0] : sums.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] /= count;
    }
    return means;
  }
}
