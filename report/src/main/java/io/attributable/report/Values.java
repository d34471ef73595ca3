package io.attributable.report;

import java.util.Arrays;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Numbers of one example, row by row. Not to be written to. */
final class Values {
  private final long[] shape;
  private final double[] numbers;

  Values(long[] shape, double... numbers) {
    this.shape = shape;
    this.numbers = numbers;
  }

  /** Any array whose elements are numbers or truth values. */
  static Values of(NdArray<?> array) {
    double[] numbers = new double[Math.toIntExact(array.size())];
    int next = 0;
    for (NdArray<?> scalar : array.scalars()) {
      numbers[next++] = number(scalar.getObject());
    }
    return new Values(array.shape().asArray(), numbers);
  }

  /** One example of an array; the array itself where it has no examples. */
  static Values of(NdArray<?> array, int example) {
    return of(array.rank() == 0 ? array : array.get(example));
  }

  private static double number(Object value) {
    if (value instanceof Byte one) {
      return one & 0xff;
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value instanceof Number one ? one.doubleValue() : Double.NaN;
  }

  int rank() {
    return shape.length;
  }

  int length(int dimension) {
    return Math.toIntExact(shape[dimension]);
  }

  int size() {
    return numbers.length;
  }

  double at(int index) {
    return numbers[index];
  }

  double[] numbers() {
    return numbers;
  }

  boolean isShapedLike(Values other) {
    return Arrays.equals(shape, other.shape);
  }

  /** What dimensions behind the first {@code rank} add up to. */
  Values summedTo(int rank) {
    if (shape.length <= rank) {
      return this;
    }
    int kept = 1;
    for (int i = 0; i < rank; i++) {
      kept *= length(i);
    }
    int width = kept == 0 ? 0 : numbers.length / kept;
    double[] sums = new double[kept];
    for (int i = 0; i < kept * width; i++) {
      sums[i / width] += numbers[i];
    }
    return new Values(Arrays.copyOf(shape, rank), sums);
  }

  /** Without a last dimension of length 1. */
  Values withoutSingleChannel() {
    boolean single = shape.length > 1 && shape[shape.length - 1] == 1;
    return single ? new Values(Arrays.copyOf(shape, shape.length - 1), numbers) : this;
  }

  Values minus(Values other) {
    double[] differences = numbers.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other.numbers[i];
    }
    return new Values(shape, differences);
  }

  NdArray<?> array() {
    return NdArrays.vectorOf(numbers).size() == 0 ? NdArrays.ofDoubles(Shape.of(shape)) : filled();
  }

  private NdArray<?> filled() {
    var array = NdArrays.ofDoubles(Shape.of(shape));
    int[] next = {0};
    array.scalars().forEachIndexed((at, scalar) -> scalar.setDouble(numbers[next[0]++]));
    return array;
  }
}
