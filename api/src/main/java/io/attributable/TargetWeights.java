package io.attributable;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Reads the weights of a mask of the output: arrays, and lists of lists of numbers. */
final class TargetWeights {
  private TargetWeights() {}

  /**
   * Any array of numbers or truth values.
   *
   * @throws AttributionException TARGET_INVALID
   */
  static DoubleNdArray of(NdArray<?> array) {
    DoubleNdArray weights = NdArrays.ofDoubles(array.shape());
    array
        .scalars()
        .forEachIndexed((at, scalar) -> weights.setDouble(number(array, scalar.getObject()), at));
    return weights;
  }

  private static double number(NdArray<?> array, @Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new AttributionException(
        ErrorCode.TARGET_INVALID,
        "mask of shape " + array.shape(),
        "it holds " + PlainValue.shortened(String.valueOf(value)) + ", which is no weight");
  }

  /** Lists of lists, all as long; empty for anything else. */
  static Optional<DoubleNdArray> read(Object value) {
    if (value instanceof NdArray<?> array) {
      return Optional.of(of(array));
    }
    Optional<Shape> shape = shape(value);
    if (shape.isEmpty() || shape.get().numDimensions() == 0) {
      return Optional.empty();
    }
    DoubleNdArray weights = NdArrays.ofDoubles(shape.get());
    return fill(value, weights) ? Optional.of(weights) : Optional.empty();
  }

  private static Optional<Shape> shape(Object value) {
    if (!(value instanceof List<?> list)) {
      return value instanceof Number ? Optional.of(Shape.scalar()) : Optional.empty();
    }
    return list.isEmpty()
        ? Optional.empty()
        : shape(list.get(0)).map(row -> row.prepend(list.size()));
  }

  private static boolean fill(Object value, DoubleNdArray into) {
    if (into.rank() == 0) {
      if (value instanceof Number number) {
        into.setDouble(number.doubleValue());
      }
      return value instanceof Number number && Double.isFinite(number.doubleValue());
    }
    boolean fits = value instanceof List<?> list && list.size() == into.shape().get(0);
    for (int i = 0; fits && i < into.shape().get(0); i++) {
      fits = fill(((List<?>) value).get(i), into.get(i));
    }
    return fits;
  }
}
