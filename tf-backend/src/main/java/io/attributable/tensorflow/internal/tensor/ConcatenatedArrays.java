package io.attributable.tensorflow.internal.tensor;

import java.util.List;
import java.util.function.IntFunction;
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
import org.tensorflow.ndarray.index.Indices;

/** Arrays one behind the other along their first dimension. */
public final class ConcatenatedArrays {
  private ConcatenatedArrays() {}

  /** Whether they differ in the length of the first dimension at most. */
  public static boolean fit(List<NdArray<?>> parts) {
    return parts.stream()
        .allMatch(
            part ->
                part.rank() > 0
                    && part.rank() == parts.get(0).rank()
                    && part.shape().tail().equals(parts.get(0).shape().tail()));
  }

  /** At least one array, all of one kind, that fit. */
  public static NdArray<?> of(List<? extends NdArray<?>> parts) {
    long length = parts.stream().mapToLong(part -> part.shape().get(0)).sum();
    Shape shape = parts.get(0).shape().tail().prepend(length);
    NdArray<?> first = parts.get(0);
    if (first instanceof FloatNdArray) {
      return filled(NdArrays.ofFloats(shape), parts, FloatNdArray.class);
    }
    if (first instanceof DoubleNdArray) {
      return filled(NdArrays.ofDoubles(shape), parts, DoubleNdArray.class);
    }
    if (first instanceof LongNdArray) {
      return filled(NdArrays.ofLongs(shape), parts, LongNdArray.class);
    }
    if (first instanceof IntNdArray) {
      return filled(NdArrays.ofInts(shape), parts, IntNdArray.class);
    }
    if (first instanceof ShortNdArray) {
      return filled(NdArrays.ofShorts(shape), parts, ShortNdArray.class);
    }
    if (first instanceof ByteNdArray) {
      return filled(NdArrays.ofBytes(shape), parts, ByteNdArray.class);
    }
    return first instanceof BooleanNdArray
        ? filled(NdArrays.ofBooleans(shape), parts, BooleanNdArray.class)
        : objects(shape, parts);
  }

  private static <T, A extends NdArray<T>> NdArray<T> filled(
      A all, List<? extends NdArray<?>> parts, Class<A> kind) {
    IntFunction<NdArray<T>> part = i -> kind.cast(parts.get(i));
    return filled(all, parts.size(), part);
  }

  @SuppressWarnings("unchecked") // Elements are only handed on; texts and bytes may be mixed.
  private static NdArray<?> objects(Shape shape, List<? extends NdArray<?>> parts) {
    IntFunction<NdArray<Object>> part = i -> (NdArray<Object>) parts.get(i);
    return filled(NdArrays.ofObjects(Object.class, shape), parts.size(), part);
  }

  private static <T> NdArray<T> filled(NdArray<T> all, int count, IntFunction<NdArray<T>> parts) {
    long offset = 0;
    for (int i = 0; i < count; i++) {
      NdArray<T> part = parts.apply(i);
      long end = offset + part.shape().get(0);
      if (end > offset) {
        part.copyTo(all.slice(Indices.range(offset, end)));
      }
      offset = end;
    }
    return all;
  }
}
