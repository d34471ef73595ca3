package io.attributable.tensorflow.internal.perturb;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which combinations of some number of features are evaluated, beside all of them and none, and
 * what comes of it. The same for all examples with as many features. Safe for any number of
 * threads.
 */
interface FeatureDesign {

  /** How many combinations. */
  int size();

  /**
   * Writes a combination.
   *
   * @param features filled from {@code at} on: which features are there; false before
   */
  void write(int combination, boolean[] features, int at);

  /**
   * What the features are worth.
   *
   * @param all the explained value with all features
   * @param none the same with none
   * @param some the same of each combination
   */
  Values values(double all, double none, double[] some);

  /** Whether the values of the features sum to the difference of all and none. */
  boolean isComplete();

  /**
   * Values of features.
   *
   * @param errors their standard errors, where they are sampled
   * @param fit R², where something is fitted
   */
  @SuppressWarnings("ArrayRecordComponent") // Values on their way, which nobody compares.
  record Values(double[] values, Optional<double[]> errors, OptionalDouble fit) {
    static Values exact(double[] values) {
      return new Values(values, Optional.empty(), OptionalDouble.empty());
    }
  }
}
