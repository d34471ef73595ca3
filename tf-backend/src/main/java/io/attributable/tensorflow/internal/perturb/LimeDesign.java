package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Lime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Combinations that have each feature with probability ½, and the linear model that is fitted to
 * them and to all features. More samples begin like fewer.
 */
final class LimeDesign implements FeatureDesign {
  private final Lime method;
  private final int features;
  private final BitSet[] sets;
  private final LinearFit fit;

  LimeDesign(Lime method, int features) {
    this.method = method;
    this.features = features;
    this.sets = new BitSet[method.samples()];
    SplittableRandom random = new SplittableRandom(method.seed());
    for (int i = 0; i < sets.length; i++) {
      sets[i] = new BitSet(features);
      for (int j = 0; j < features; j++) {
        sets[i].set(j, random.nextBoolean());
      }
    }
    this.fit = fit();
  }

  /** The example itself is the last row. */
  private LinearFit fit() {
    double[][] rows = new double[sets.length + 1][features];
    double[] weights = new double[rows.length];
    Arrays.fill(rows[sets.length], 1);
    weights[sets.length] = 1;
    for (int i = 0; i < sets.length; i++) {
      for (int j = 0; j < features; j++) {
        rows[i][j] = sets[i].get(j) ? 1 : 0;
      }
      double distance = 1 - Math.sqrt((double) sets[i].cardinality() / features);
      double far = distance / method.kernelWidth();
      weights[i] = Math.exp(-far * far / 2);
    }
    return new LinearFit(rows, weights);
  }

  @Override
  public int size() {
    return sets.length;
  }

  @Override
  public void write(int combination, boolean[] there, int at) {
    for (int i = 0; i < features; i++) {
      there[at + i] = sets[combination].get(i);
    }
  }

  @Override
  public Values values(double all, double none, double[] some) {
    double[] outputs = Arrays.copyOf(some, some.length + 1);
    outputs[some.length] = all;
    boolean ridge = method.regression() == Lime.Regression.RIDGE;
    LinearFit.Found found =
        ridge ? fit.ridge(outputs, method.alpha()) : fit.lasso(outputs, method.alpha());
    if (found.coefficients().length == 0 && features > 0) {
      throw new AttributionException(
          ErrorCode.METHOD_PARAMETER,
          method.name(),
          "samples",
          "is %d: these samples do not tell %d features apart where alpha is 0. Give more samples, or an alpha above 0"
              .formatted(method.samples(), features));
    }
    return new Values(
        found.coefficients(),
        ridge ? Optional.of(found.errors()) : Optional.empty(),
        OptionalDouble.of(found.fit()));
  }

  @Override
  public boolean isComplete() {
    return false;
  }
}
