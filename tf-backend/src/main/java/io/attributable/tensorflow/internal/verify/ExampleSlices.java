package io.attributable.tensorflow.internal.verify;

/**
 * How a layer's tensor is shared among examples: each has a slice of its own, or all have it
 * together.
 *
 * @param count how many slices
 * @param size how many values in each
 */
record ExampleSlices(int count, int size) {

  /**
   * Slices of a tensor.
   *
   * @param values how many values the tensor has
   * @param examples how many values are explained
   * @param perExample whether dimension 0 is the example
   */
  static ExampleSlices of(int values, int examples, boolean perExample) {
    return perExample
        ? new ExampleSlices(examples, values / examples)
        : new ExampleSlices(1, values);
  }

  /** All slices as one. */
  ExampleSlices together() {
    return new ExampleSlices(1, count * size);
  }

  /** Sums values per example to values per slice. */
  double[] sums(double[] perExample) {
    if (count == perExample.length) {
      return perExample;
    }
    double sum = 0;
    for (double value : perExample) {
      sum += value;
    }
    return new double[] {sum};
  }

  /** The inner product of one slice of a with that of b. */
  double product(int slice, double[] a, double[] b) {
    double sum = 0;
    for (int i = slice * size; i < (slice + 1) * size; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The inner product of one slice of a with that of b - c. */
  double product(int slice, double[] a, double[] b, double[] c) {
    double sum = 0;
    for (int i = slice * size; i < (slice + 1) * size; i++) {
      sum += a[i] * (b[i] - c[i]);
    }
    return sum;
  }

  /** The root of the mean square of a slice. */
  double size(int slice, double[] values) {
    return Math.sqrt(product(slice, values, values) / Math.max(1, size));
  }
}
