package io.attributable.tensorflow.internal.served;

import io.attributable.AttributedTensor;
import java.util.OptionalLong;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * Finds examples whose values are NaN. Signatures that explain return these where a target is out
 * of range, which cannot be checked before if the size of the output is unknown.
 */
final class NanExamples {
  private NanExamples() {}

  /** The first example all of whose values are NaN; empty if there is none. */
  static OptionalLong first(AttributedTensor tensor) {
    DoubleNdArray values = tensor.doubles();
    if (values.size() == 0) {
      return OptionalLong.empty();
    }
    if (values.rank() == 0) {
      return isDoubtful(values) ? OptionalLong.of(0) : OptionalLong.empty();
    }
    for (long i = 0; i < values.shape().get(0); i++) {
      if (isDoubtful(values.get(i))) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private static boolean isDoubtful(NdArray<Double> row) {
    return row.streamOfObjects().allMatch(value -> value.isNaN());
  }
}
