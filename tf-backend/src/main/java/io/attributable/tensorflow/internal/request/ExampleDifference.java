package io.attributable.tensorflow.internal.request;

import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** How far examples of an input are apart. */
public final class ExampleDifference {
  /** Of the largest value: what is nearer may make no difference that can be seen. */
  private static final double CLEAR = 0.1;

  private ExampleDifference() {}

  /**
   * The first example that differs clearly from the first one of all; where none does, the one that
   * differs most; empty where all are equal.
   *
   * @param values examples in dimension 0
   */
  public static Optional<Long> other(NdArray<?> values) {
    double most = 0;
    long farthest = -1;
    for (long i = 1; i < values.shape().get(0); i++) {
      double distance = distance(values.get(0), values.get(i));
      if (distance >= CLEAR) {
        return Optional.of(i);
      }
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    return farthest < 0 ? Optional.empty() : Optional.of(farthest);
  }

  /** Whether an example differs clearly from the first one. */
  public static boolean isClear(NdArray<?> values, long example) {
    return distance(values.get(0), values.get(example)) >= CLEAR;
  }

  /** The largest difference by the largest value; 1 for other types than floating point. */
  private static double distance(NdArray<?> one, NdArray<?> other) {
    if (one.equals(other)) {
      return 0;
    }
    double[] a = values(one);
    double[] b = values(other);
    if (a.length == 0) {
      return 1;
    }
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.compare(a[i], b[i]) != 0) {
        double apart = Math.abs(a[i] - b[i]);
        difference = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(difference, apart);
      }
      largest = Math.max(largest, Math.max(Math.abs(a[i]), Math.abs(b[i])));
    }
    return difference == 0 ? 0 : Double.isFinite(difference) ? difference / largest : 1;
  }

  private static double[] values(NdArray<?> example) {
    int size = Math.toIntExact(example.shape().size());
    if (example instanceof DoubleNdArray doubles) {
      double[] values = new double[size];
      doubles.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    if (example instanceof FloatNdArray floats) {
      float[] values = new float[size];
      floats.copyTo(DataBuffers.of(values, false, false));
      double[] wide = new double[size];
      for (int i = 0; i < size; i++) {
        wide[i] = values[i];
      }
      return wide;
    }
    return new double[0];
  }
}
