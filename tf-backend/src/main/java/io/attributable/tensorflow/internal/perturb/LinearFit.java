package io.attributable.tensorflow.internal.perturb;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Weighted linear regression with an intercept, of which squares count in the mean: {@code Σ w (y -
 * b - x·c)² / Σ w}. Safe for any number of threads.
 */
final class LinearFit {
  /** Of coefficients of an output that is scaled to a deviation of 1. */
  private static final double CONVERGED = 1e-12;

  private static final int MOST_ROUNDS = 100_000;

  private final DMatrixRMaj rows;
  private final double[] weights;
  private final int width;

  /** {@code Xᵀ W X}, of rows less their mean. */
  private final DMatrixRMaj product;

  /**
   * What was found.
   *
   * @param coefficients none where there is no single solution
   * @param errors standard errors (the sandwich estimator)
   * @param fit R²
   */
  @SuppressWarnings("ArrayRecordComponent") // Values on their way, which nobody compares.
  record Found(double[] coefficients, double[] errors, double fit) {}

  /**
   * Of rows.
   *
   * @param weights one for each, at least one above 0
   */
  LinearFit(double[][] rows, double[] weights) {
    this.width = rows[0].length;
    double sum = Arrays.stream(weights).sum();
    this.weights = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    this.rows = new DMatrixRMaj(rows.length, width);
    for (int j = 0; j < width; j++) {
      double mean = 0;
      for (int i = 0; i < rows.length; i++) {
        mean += this.weights[i] * rows[i][j];
      }
      for (int i = 0; i < rows.length; i++) {
        this.rows.set(i, j, rows[i][j] - mean);
      }
    }
    this.product = new DMatrixRMaj(width, width);
    CommonOps_DDRM.multTransA(this.rows, weighted(), product);
  }

  private DMatrixRMaj weighted() {
    DMatrixRMaj weighted = rows.copy();
    CommonOps_DDRM.multRows(weights, weighted);
    return weighted;
  }

  /** With {@code alpha Σ c²} beside the squares. */
  Found ridge(double[] outputs, double alpha) {
    Centred centred = centred(outputs);
    DMatrixRMaj matrix = product.copy();
    for (int j = 0; j < width; j++) {
      matrix.add(j, j, alpha);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(width);
    if (width > 0 && !solver.setA(matrix.copy())) {
      return new Found(new double[0], new double[0], Double.NaN);
    }
    DMatrixRMaj found = new DMatrixRMaj(width, 1);
    if (width > 0) {
      solver.solve(column(centred.outputs()), found);
    }
    double[] coefficients = found.getData().clone();
    double[] residuals = residuals(centred.outputs(), coefficients);
    return new Found(coefficients, errors(solver, residuals), fit(centred, residuals));
  }

  /**
   * With {@code alpha Σ |c|} beside half of the squares, of outputs scaled to a deviation of 1. Not
   * numbers where outputs are not finite, as {@link #ridge}'s.
   */
  Found lasso(double[] outputs, double alpha) {
    Centred centred = centred(outputs);
    double[] coefficients = new double[width];
    if (!Double.isFinite(centred.deviation())) {
      Arrays.fill(coefficients, Double.NaN);
    } else if (centred.deviation() > 0) {
      double[] wanted = column(centred.outputs()).getData();
      for (int j = 0; j < width; j++) {
        wanted[j] /= centred.deviation();
      }
      descend(wanted, coefficients, alpha);
      for (int j = 0; j < width; j++) {
        coefficients[j] *= centred.deviation();
      }
    }
    double[] residuals = residuals(centred.outputs(), coefficients);
    return new Found(coefficients, new double[0], fit(centred, residuals));
  }

  /** Coordinate by coordinate. */
  private void descend(double[] wanted, double[] coefficients, double alpha) {
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > CONVERGED; round++) {
      change = 0;
      for (int j = 0; j < width; j++) {
        double before = coefficients[j];
        coefficients[j] = coordinate(wanted, coefficients, alpha, j);
        change = Math.max(change, Math.abs(coefficients[j] - before));
      }
    }
  }

  private double coordinate(double[] wanted, double[] coefficients, double alpha, int j) {
    double own = product.get(j, j);
    double rest = wanted[j];
    for (int k = 0; k < width; k++) {
      rest -= k == j ? 0 : product.get(j, k) * coefficients[k];
    }
    double shrunk = Math.signum(rest) * Math.max(0, Math.abs(rest) - alpha);
    return own > 0 ? shrunk / own : 0;
  }

  /**
   * Outputs less their mean.
   *
   * @param deviation their standard deviation, by the weights
   */
  @SuppressWarnings("ArrayRecordComponent") // Values on their way, which nobody compares.
  private record Centred(double[] outputs, double deviation) {}

  private Centred centred(double[] outputs) {
    // Less one of them first: of equal outputs nothing is left, not even what a mean is rounded by.
    double origin = outputs[heaviest()];
    double mean = 0;
    for (int i = 0; i < outputs.length; i++) {
      mean += weights[i] * (outputs[i] - origin);
    }
    double[] centred = new double[outputs.length];
    double squares = 0;
    for (int i = 0; i < outputs.length; i++) {
      centred[i] = outputs[i] - origin - mean;
      squares += weights[i] * centred[i] * centred[i];
    }
    return new Centred(centred, Math.sqrt(squares));
  }

  private int heaviest() {
    int heaviest = 0;
    for (int i = 1; i < weights.length; i++) {
      heaviest = weights[i] > weights[heaviest] ? i : heaviest;
    }
    return heaviest;
  }

  /** {@code Xᵀ W y}. */
  private DMatrixRMaj column(double[] outputs) {
    DMatrixRMaj column = new DMatrixRMaj(width, 1);
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < width; j++) {
        column.add(j, 0, weights[i] * outputs[i] * rows.get(i, j));
      }
    }
    return column;
  }

  private double[] residuals(double[] outputs, double[] coefficients) {
    double[] residuals = outputs.clone();
    for (int i = 0; i < residuals.length; i++) {
      for (int j = 0; j < width; j++) {
        residuals[i] -= rows.get(i, j) * coefficients[j];
      }
    }
    return residuals;
  }

  private double fit(Centred centred, double[] residuals) {
    double left = 0;
    for (int i = 0; i < residuals.length; i++) {
      left += weights[i] * residuals[i] * residuals[i];
    }
    return 1 - left / (centred.deviation() * centred.deviation());
  }

  private double[] errors(LinearSolverDense<DMatrixRMaj> solver, double[] residuals) {
    double[] errors = new double[width];
    if (width == 0) {
      return errors;
    }
    DMatrixRMaj scores = new DMatrixRMaj(width, residuals.length);
    for (int i = 0; i < residuals.length; i++) {
      for (int j = 0; j < width; j++) {
        scores.set(j, i, weights[i] * residuals[i] * rows.get(i, j));
      }
    }
    DMatrixRMaj moved = new DMatrixRMaj(width, residuals.length);
    solver.solve(scores, moved);
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < residuals.length; i++) {
        errors[j] += moved.get(j, i) * moved.get(j, i);
      }
      errors[j] = Math.sqrt(errors[j]);
    }
    return errors;
  }
}
