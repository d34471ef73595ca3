package io.attributable.spark.internal.column;

import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Arrays that were read for one row, as the blocks of it. */
final class ReadArrays {
  private ReadArrays() {}

  /** The block of an array with a single example. */
  static Block block(String input, NdArray<?> array) {
    return new Block(input, array.shape().tail(), values(array));
  }

  private static Object values(NdArray<?> array) {
    int size = Math.toIntExact(array.size());
    if (array instanceof FloatNdArray floats) {
      float[] values = new float[size];
      floats.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    if (array instanceof DoubleNdArray doubles) {
      double[] values = new double[size];
      doubles.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    if (array instanceof IntNdArray ints) {
      int[] values = new int[size];
      ints.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    return array instanceof LongNdArray longs ? longs(longs, size) : small(array, size);
  }

  private static Object longs(LongNdArray array, int size) {
    long[] values = new long[size];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static Object small(NdArray<?> array, int size) {
    if (array instanceof ByteNdArray bytes) {
      byte[] values = new byte[size];
      bytes.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    if (array instanceof ShortNdArray shorts) {
      short[] values = new short[size];
      shorts.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    if (array instanceof BooleanNdArray truths) {
      boolean[] values = new boolean[size];
      truths.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
    byte[][] values = new byte[size][];
    int at = 0;
    for (NdArray<?> scalar : array.scalars()) {
      values[at++] = (byte[]) scalar.getObject();
    }
    return values;
  }
}
