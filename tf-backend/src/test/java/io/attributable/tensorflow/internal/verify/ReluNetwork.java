package io.attributable.tensorflow.internal.verify;

/**
 * A layer of many ReLUs: non-differentiable points on all sides, none at a point that was drawn at
 * random.
 */
final class ReluNetwork {
  private final double[][] weights;
  private final double[] output;

  ReluNetwork(int inputs, int hidden, long seed) {
    weights = new double[hidden][];
    for (int i = 0; i < hidden; i++) {
      weights[i] = Made.numbers(inputs, seed * hidden + i);
    }
    output = Made.numbers(hidden, -1 - seed);
  }

  double value(double[] inputs) {
    double value = 0;
    for (int i = 0; i < weights.length; i++) {
      value += output[i] * Math.max(0, product(weights[i], inputs));
    }
    return value;
  }

  double[] gradient(double[] inputs) {
    double[] gradient = new double[inputs.length];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < inputs.length && product(weights[i], inputs) > 0; j++) {
        gradient[j] += output[i] * weights[i][j];
      }
    }
    return gradient;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
