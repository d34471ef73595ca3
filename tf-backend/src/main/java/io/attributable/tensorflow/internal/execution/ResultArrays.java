package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributedTensor;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TInt64;

/**
 * Results of one run copied from native memory to the Java heap, each once: layers may share
 * tensors, and tensors their gradient, as what enters a sum and the sum do. Each keeps its name.
 */
public final class ResultArrays {
  private final IdentityHashMap<Tensor, AttributedTensor> copies = new IdentityHashMap<>();

  public AttributedTensor copy(String name, Tensor tensor) {
    return copy(name, tensor, Optional.empty(), OptionalInt.empty());
  }

  /**
   * Copies a tensor of a run's results.
   *
   * @param positions of chosen neurons
   * @param place the index to copy of the first dimension, the same for all tensors; empty for all
   */
  public AttributedTensor copy(
      String name, Tensor tensor, Optional<TInt64> positions, OptionalInt place) {
    AttributedTensor first =
        copies.computeIfAbsent(tensor, unused -> copied(name, tensor, positions, place));
    return first.name().equals(name)
        ? first
        : new AttributedTensor(name, first.elementType(), first.values(), first.positions());
  }

  private static AttributedTensor copied(
      String name, Tensor tensor, Optional<TInt64> positions, OptionalInt place) {
    NdArray<?> values = part((NdArray<?>) tensor, place);
    Call.addResult(values.size() * (values instanceof DoubleNdArray ? Double.BYTES : Float.BYTES));
    return new AttributedTensor(
        name,
        FloatingPointValues.type(tensor),
        values(values),
        positions.map(tuples -> tuples((LongNdArray) part(tuples, place))));
  }

  private static NdArray<?> part(NdArray<?> whole, OptionalInt place) {
    return place.isPresent() ? whole.get(place.getAsInt()) : whole;
  }

  private static LongNdArray tuples(LongNdArray positions) {
    LongNdArray copy = NdArrays.ofLongs(positions.shape());
    positions.copyTo(copy);
    return copy;
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
}
