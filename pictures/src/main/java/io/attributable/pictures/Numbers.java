package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;

/** An array of numbers, row by row. */
final class Numbers {
  private static final long MOST = 100_000_000;

  private final long[] shape;
  private final double[] values;

  private Numbers(long[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Any array of numbers; bytes count from 0 to 255.
   *
   * @param what it is to be drawn as, for errors
   */
  static Numbers of(NdArray<?> array, String what) {
    long[] shape = array.shape().asArray();
    if (array.size() == 0 || array.size() > MOST) {
      throw refused(shape, what, "there are " + array.size() + " values", "1 to 100 million");
    }
    double[] values = new double[(int) array.size()];
    int next = 0;
    for (NdArray<?> scalar : array.scalars()) {
      values[next++] = number(scalar, shape, what);
    }
    return new Numbers(shape, values);
  }

  /** One example of an attribution. */
  static Numbers of(AttributedTensor tensor, int example, String what) {
    NdArray<?> all = tensor.values();
    if (all.rank() == 0 || example < 0 || example >= all.shape().get(0)) {
      throw refused(
          tensor.shape(), what, "it has no example " + example, "an example that is there");
    }
    return of(all.get(example), what);
  }

  private static double number(NdArray<?> scalar, long[] shape, String what) {
    if (scalar instanceof FloatNdArray one) {
      return one.getFloat();
    } else if (scalar instanceof DoubleNdArray one) {
      return one.getDouble();
    } else if (scalar instanceof ByteNdArray one) {
      return one.getByte() & 0xff;
    } else if (scalar instanceof IntNdArray one) {
      return one.getInt();
    } else if (scalar instanceof LongNdArray one) {
      return one.getLong();
    } else if (scalar instanceof ShortNdArray one) {
      return one.getShort();
    } else if (scalar instanceof BooleanNdArray one) {
      return one.getBoolean() ? 1 : 0;
    }
    throw refused(shape, what, "they are no numbers", "an array of numbers");
  }

  static AttributionException refused(long[] shape, String what, String why, String wanted) {
    return new AttributionException(
        ErrorCode.PICTURE_VALUES, Arrays.toString(shape), what, why, wanted);
  }

  AttributionException refused(String what, String why, String wanted) {
    return refused(shape, what, why, wanted);
  }

  int rank() {
    return shape.length;
  }

  int length(int dimension) {
    return (int) shape[dimension];
  }

  String shape() {
    return Arrays.toString(shape);
  }

  double[] values() {
    return values;
  }

  /** The same without a first dimension of length 1 where there are more than {@code rank}. */
  Numbers withoutBatch(int rank) {
    return rank > 0 && shape.length == rank + 1 && shape[0] == 1
        ? new Numbers(Arrays.copyOfRange(shape, 1, shape.length), values)
        : this;
  }

  /** The same with a first dimension of length 1. */
  Numbers asBatch() {
    long[] longer = new long[shape.length + 1];
    longer[0] = 1;
    System.arraycopy(shape, 0, longer, 1, shape.length);
    return new Numbers(longer, values);
  }

  /**
   * What the last dimension adds up to, or the values themselves if there are only {@code rank}.
   */
  Numbers summedTo(int rank) {
    if (shape.length == rank) {
      return this;
    }
    int channels = (int) shape[shape.length - 1];
    double[] sums = new double[values.length / channels];
    for (int i = 0; i < values.length; i++) {
      sums[i / channels] += values[i];
    }
    return new Numbers(Arrays.copyOf(shape, shape.length - 1), sums);
  }

  /** Of three dimensions, the same with the first one behind the others. */
  Numbers firstLast() {
    int channels = length(0);
    int places = values.length / channels;
    double[] turned = new double[values.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int place = 0; place < places; place++) {
        turned[place * channels + channel] = values[channel * places + place];
      }
    }
    return new Numbers(new long[] {shape[1], shape[2], shape[0]}, turned);
  }

  /** One of the last dimension's slices, of an array that has {@code channels} of them. */
  double[] channel(int channel, int channels) {
    double[] slice = new double[values.length / channels];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = values[i * channels + channel];
    }
    return slice;
  }
}
