package io.attributable;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.RandomAccess;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The values of arrays, independent of the arrays' classes. Values are compared by their bits, as
 * {@link Arrays#equals(float[], float[])} does: a NaN equals itself, and 0 is not −0.
 */
final class ArrayContent {
  private ArrayContent() {}

  static boolean equal(NdArray<?> one, NdArray<?> other) {
    if (!one.shape().equals(other.shape())) {
      return false;
    }
    if (one instanceof FloatNdArray floats && other instanceof FloatNdArray others) {
      return Arrays.equals(flat(floats), flat(others));
    }
    if (one instanceof DoubleNdArray doubles && other instanceof DoubleNdArray others) {
      return Arrays.equals(flat(doubles), flat(others));
    }
    Iterator<? extends NdArray<?>> others = other.scalars().iterator();
    for (NdArray<?> scalar : one.scalars()) {
      if (!Objects.deepEquals(scalar.getObject(), others.next().getObject())) {
        return false;
      }
    }
    return true;
  }

  static int hash(NdArray<?> array) {
    if (array instanceof FloatNdArray floats) {
      return Arrays.hashCode(flat(floats));
    }
    if (array instanceof DoubleNdArray doubles) {
      return Arrays.hashCode(flat(doubles));
    }
    int hash = 1;
    for (NdArray<?> scalar : array.scalars()) {
      hash = 31 * hash + Arrays.deepHashCode(new Object[] {scalar.getObject()});
    }
    return hash;
  }

  /** The values, nested as the dimensions are; a view, so that large arrays are not copied. */
  static Object nested(NdArray<?> array) {
    return array.rank() == 0 ? array.getObject() : new Nested(array);
  }

  private static float[] flat(FloatNdArray array) {
    float[] flat = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(flat, false, false));
    return flat;
  }

  private static double[] flat(DoubleNdArray array) {
    double[] flat = new double[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(flat, false, false));
    return flat;
  }

  private static final class Nested extends AbstractList<Object> implements RandomAccess {
    private final NdArray<?> array;

    Nested(NdArray<?> array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      Objects.checkIndex(index, size());
      return array.rank() == 1 ? array.getObject(index) : new Nested(array.get(index));
    }

    @Override
    public int size() {
      return Math.toIntExact(array.shape().get(0));
    }
  }
}
