package io.attributable.tensorflow.internal.tensor;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.ShortNdArray;
import org.tensorflow.types.TString;

/** Tensors of any readable type as arrays on the Java heap. */
public final class HeapArrays {
  private HeapArrays() {}

  /** A copy, which stays when the tensor is closed; strings are bytes. */
  public static NdArray<?> copy(Tensor tensor) {
    if (tensor instanceof TString strings) {
      return copied(strings.asBytes(), NdArrays.ofObjects(byte[].class, strings.shape()));
    }
    if (tensor instanceof FloatNdArray floats) {
      return copied(floats, NdArrays.ofFloats(floats.shape()));
    }
    if (tensor instanceof DoubleNdArray doubles) {
      return copied(doubles, NdArrays.ofDoubles(doubles.shape()));
    }
    if (tensor instanceof LongNdArray longs) {
      return copied(longs, NdArrays.ofLongs(longs.shape()));
    }
    if (tensor instanceof IntNdArray ints) {
      return copied(ints, NdArrays.ofInts(ints.shape()));
    }
    if (tensor instanceof ShortNdArray shorts) {
      return copied(shorts, NdArrays.ofShorts(shorts.shape()));
    }
    if (tensor instanceof ByteNdArray bytes) {
      return copied(bytes, NdArrays.ofBytes(bytes.shape()));
    }
    BooleanNdArray truths = (BooleanNdArray) tensor;
    return copied(truths, NdArrays.ofBooleans(truths.shape()));
  }

  private static <T> NdArray<T> copied(NdArray<T> from, NdArray<T> to) {
    if (from.size() > 0) {
      from.copyTo(to);
    }
    return to;
  }
}
