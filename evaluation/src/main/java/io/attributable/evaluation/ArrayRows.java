package io.attributable.evaluation;

import io.attributable.AttributedTensor;
import java.util.Arrays;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.ShortNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Examples of arrays whose first dimension is the example. */
final class ArrayRows {
  private ArrayRows() {}

  /** An example so many times. */
  static <T> NdArray<T> repeated(NdArray<T> array, int example, int times) {
    NdArray<T> repeated = like(array, shape(array, times));
    if (array.rank() == 0) {
      return array;
    }
    NdArray<T> row = array.get(example);
    for (int i = 0; i < times; i++) {
      repeated.set(row, i);
    }
    return repeated;
  }

  private static Shape shape(NdArray<?> array, int rows) {
    long[] sizes = array.shape().asArray();
    if (sizes.length > 0) {
      sizes[0] = rows;
    }
    return Shape.of(sizes);
  }

  /** An empty array of the same type. */
  @SuppressWarnings("unchecked") // The types of arrays are those of their elements.
  private static <T> NdArray<T> like(NdArray<T> array, Shape shape) {
    NdArray<?> made;
    if (array instanceof FloatNdArray) {
      made = NdArrays.ofFloats(shape);
    } else if (array instanceof DoubleNdArray) {
      made = NdArrays.ofDoubles(shape);
    } else if (array instanceof IntNdArray) {
      made = NdArrays.ofInts(shape);
    } else if (array instanceof LongNdArray) {
      made = NdArrays.ofLongs(shape);
    } else if (array instanceof ByteNdArray) {
      made = NdArrays.ofBytes(shape);
    } else if (array instanceof ShortNdArray) {
      made = NdArrays.ofShorts(shape);
    } else if (array instanceof BooleanNdArray) {
      made = NdArrays.ofBooleans(shape);
    } else {
      made = NdArrays.ofObjects(byte[].class, shape);
    }
    return (NdArray<T>) made;
  }

  /** The numbers of an array of floating-point numbers, by example. */
  static double[][] of(NdArray<?> array) {
    double[] flat = flat(array);
    int examples = array.rank() == 0 ? 1 : Math.toIntExact(array.shape().get(0));
    int length = examples == 0 ? 0 : flat.length / examples;
    double[][] rows = new double[examples][];
    for (int i = 0; i < examples; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * length, (i + 1) * length);
    }
    return rows;
  }

  static double[][] of(AttributedTensor tensor) {
    return of(tensor.values());
  }

  /** All numbers of an array of floating-point numbers. */
  static double[] flat(NdArray<?> array) {
    int size = Math.toIntExact(array.size());
    double[] flat = new double[size];
    if (array instanceof DoubleNdArray doubles) {
      doubles.copyTo(DataBuffers.of(flat, false, false));
    } else {
      float[] single = new float[size];
      ((FloatNdArray) array).copyTo(DataBuffers.of(single, false, false));
      for (int i = 0; i < size; i++) {
        flat[i] = single[i];
      }
    }
    return flat;
  }

  /** An array of the other's type, of parts of rows. */
  static NdArray<?> made(NdArray<?> type, Shape example, double[][] rows, int from, int length) {
    Shape shape = example.prepend(rows.length);
    if (type instanceof DoubleNdArray) {
      double[] flat = new double[rows.length * length];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(rows[i], from, flat, i * length, length);
      }
      return NdArrays.wrap(shape, DataBuffers.of(flat, false, false));
    }
    float[] flat = new float[rows.length * length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < length; j++) {
        flat[i * length + j] = (float) rows[i][from + j];
      }
    }
    return NdArrays.wrap(shape, DataBuffers.of(flat, false, false));
  }
}
