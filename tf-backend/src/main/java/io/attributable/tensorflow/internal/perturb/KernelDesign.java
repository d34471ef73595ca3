package io.attributable.tensorflow.internal.perturb;

import java.util.Optional;
import java.util.OptionalDouble;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Combinations of the Shapley kernel, and the weighted least squares of a sum of values with the
 * constraint that they add up to the difference of all features and none: the last value follows
 * from the others. Standard errors are those of the pairs that were drawn (the sandwich estimator).
 */
final class KernelDesign implements FeatureDesign {
  private final KernelCombinations combinations;
  private final int last;

  /** By combination, whether a feature is there, less whether the last one is. */
  private final DMatrixRMaj rows;

  private final LinearSolverDense<DMatrixRMaj> solver;

  KernelDesign(KernelCombinations combinations) {
    this.combinations = combinations;
    this.last = combinations.features() - 1;
    this.rows = new DMatrixRMaj(combinations.size(), last);
    for (int i = 0; i < combinations.size(); i++) {
      for (int j = 0; j < last; j++) {
        rows.set(i, j, there(i, j) - there(i, last));
      }
    }
    this.solver = LinearSolverFactory_DDRM.symmPosDef(last);
    if (!solver.setA(product())) {
      throw new IllegalStateException("the combinations do not tell all features apart");
    }
  }

  private int there(int combination, int feature) {
    return combinations.set(combination).get(feature) ? 1 : 0;
  }

  /** {@code Xᵀ W X}. */
  private DMatrixRMaj product() {
    DMatrixRMaj weighted = rows.copy();
    for (int i = 0; i < combinations.size(); i++) {
      double factor = Math.sqrt(combinations.weightOf(i));
      for (int j = 0; j < last; j++) {
        weighted.set(i, j, factor * rows.get(i, j));
      }
    }
    DMatrixRMaj product = new DMatrixRMaj(last, last);
    CommonOps_DDRM.multInner(weighted, product);
    return product;
  }

  @Override
  public int size() {
    return combinations.size();
  }

  @Override
  public void write(int combination, boolean[] there, int at) {
    for (int i = 0; i <= last; i++) {
      there[at + i] = combinations.set(combination).get(i);
    }
  }

  @Override
  public synchronized Values values(double all, double none, double[] some) {
    double[] wanted = new double[some.length];
    DMatrixRMaj gradient = new DMatrixRMaj(last, 1);
    for (int i = 0; i < some.length; i++) {
      wanted[i] = some[i] - none - there(i, last) * (all - none);
      addRow(i, combinations.weightOf(i) * wanted[i], gradient, 0);
    }
    DMatrixRMaj solved = new DMatrixRMaj(last, 1);
    solver.solve(gradient, solved);
    double[] values = new double[last + 1];
    System.arraycopy(solved.getData(), 0, values, 0, last);
    values[last] = all - none - CommonOps_DDRM.elementSum(solved);
    double[] residuals = residuals(wanted, values);
    return new Values(
        values, Optional.of(errors(residuals)), OptionalDouble.of(fit(some, residuals)));
  }

  private void addRow(int row, double factor, DMatrixRMaj into, int column) {
    for (int j = 0; j < last; j++) {
      into.set(j, column, into.get(j, column) + factor * rows.get(row, j));
    }
  }

  private double[] residuals(double[] wanted, double[] values) {
    double[] residuals = wanted.clone();
    for (int i = 0; i < residuals.length; i++) {
      for (int j = 0; j < last; j++) {
        residuals[i] -= rows.get(i, j) * values[j];
      }
    }
    return residuals;
  }

  /** R², by the kernel's weights. */
  private double fit(double[] some, double[] residuals) {
    double sum = 0;
    double mean = 0;
    for (int i = 0; i < some.length; i++) {
      sum += combinations.weightOf(i);
      mean += combinations.weightOf(i) * some[i];
    }
    double left = 0;
    double whole = 0;
    for (int i = 0; i < some.length; i++) {
      double off = some[i] - mean / sum;
      whole += combinations.weightOf(i) * off * off;
      left += combinations.weightOf(i) * residuals[i] * residuals[i];
    }
    return 1 - left / whole;
  }

  /** Zeros where all combinations are there. */
  private double[] errors(double[] residuals) {
    double[] errors = new double[last + 1];
    int pairs = (residuals.length - combinations.drawn()) / 2;
    if (pairs == 0) {
      return errors;
    }
    DMatrixRMaj gradients = new DMatrixRMaj(last, pairs);
    for (int pair = 0; pair < pairs; pair++) {
      for (int i = combinations.drawn() + 2 * pair; i < combinations.drawn() + 2 * pair + 2; i++) {
        addRow(i, combinations.weightOf(i) * residuals[i], gradients, pair);
      }
    }
    DMatrixRMaj moved = new DMatrixRMaj(last, pairs);
    solver.solve(gradients, moved);
    double[] sums = new double[pairs];
    for (int j = 0; j < last; j++) {
      double[] row = new double[pairs];
      for (int pair = 0; pair < pairs; pair++) {
        row[pair] = moved.get(j, pair);
        sums[pair] += row[pair];
      }
      errors[j] = errorOfSum(row);
    }
    errors[last] = errorOfSum(sums);
    return errors;
  }

  /** Not a number where there is one draw alone. */
  private static double errorOfSum(double[] draws) {
    double mean = 0;
    for (double draw : draws) {
      mean += draw / draws.length;
    }
    double squares = 0;
    for (double draw : draws) {
      squares += (draw - mean) * (draw - mean);
    }
    return Math.sqrt(squares * draws.length / (draws.length - 1.0));
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
