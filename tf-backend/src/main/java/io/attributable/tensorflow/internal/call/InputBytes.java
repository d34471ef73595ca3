package io.attributable.tensorflow.internal.call;

import java.util.Map;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;

/** How large arrays of a caller are. */
final class InputBytes {
  private InputBytes() {}

  static long of(Map<String, NdArray<?>> arrays) {
    return arrays.values().stream().mapToLong(InputBytes::of).sum();
  }

  private static long of(NdArray<?> array) {
    if (array instanceof LongNdArray || array instanceof DoubleNdArray) {
      return array.size() * Long.BYTES;
    }
    if (array instanceof FloatNdArray || array instanceof IntNdArray) {
      return array.size() * Integer.BYTES;
    }
    if (array instanceof ShortNdArray) {
      return array.size() * Short.BYTES;
    }
    return array.shape().size() == 0 ? 0 : texts(array);
  }

  /** Strings are as long as they are; all else has a byte for each element. */
  private static long texts(NdArray<?> array) {
    long bytes = 0;
    for (NdArray<?> scalar : array.scalars()) {
      Object value = scalar.getObject();
      bytes += value instanceof byte[] text ? text.length : 1;
    }
    return bytes;
  }
}
