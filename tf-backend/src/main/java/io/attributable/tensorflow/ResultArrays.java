package io.attributable.tensorflow;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import java.util.Optional;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Results copied from native memory to the Java heap. */
final class ResultArrays {
  private ResultArrays() {}

  static AttributedTensor copy(String name, Tensor tensor) {
    return new AttributedTensor(name, elementType(tensor), values((NdArray<?>) tensor));
  }

  /** Chosen neurons with their positions. */
  static AttributedTensor copy(String name, Tensor tensor, TInt64 positions) {
    return chosen(name, tensor, (NdArray<?>) tensor, positions);
  }

  /** Copies one place of the first dimension of chosen neurons and their positions. */
  static AttributedTensor copy(String name, Tensor tensor, TInt64 positions, long place) {
    return chosen(name, tensor, ((NdArray<?>) tensor).get(place), positions.get(place));
  }

  private static AttributedTensor chosen(
      String name, Tensor tensor, NdArray<?> values, LongNdArray positions) {
    LongNdArray tuples = NdArrays.ofLongs(positions.shape());
    positions.copyTo(tuples);
    return new AttributedTensor(name, elementType(tensor), values(values), Optional.of(tuples));
  }

  /** Copies one place of the first dimension. */
  static AttributedTensor copy(String name, Tensor tensor, long place) {
    NdArray<?> part = ((NdArray<?>) tensor).get(place);
    return new AttributedTensor(name, elementType(tensor), values(part));
  }

  private static NdArray<?> values(NdArray<?> values) {
    if (values instanceof DoubleNdArray doubles) {
      DoubleNdArray copy = NdArrays.ofDoubles(doubles.shape());
      doubles.copyTo(copy);
      return copy;
    }
    FloatNdArray copy = NdArrays.ofFloats(values.shape());
    ((FloatNdArray) values).copyTo(copy);
    return copy;
  }

  private static ElementType elementType(Tensor tensor) {
    if (tensor instanceof TFloat64) {
      return ElementType.FLOAT64;
    }
    if (tensor instanceof TFloat16) {
      return ElementType.FLOAT16;
    }
    return tensor instanceof TBfloat16 ? ElementType.BFLOAT16 : ElementType.FLOAT32;
  }
}
