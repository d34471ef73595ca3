package io.attributable.tensorflow.rules;

import io.attributable.graph.tensor.Types;
import java.util.function.LongToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Numbers of any type as the doubles that hold them all. */
record Value(DataType type, Shape shape, double[] numbers) {

  static Value of(Tensor tensor) {
    DataType type = DataType.forNumber(tensor.dataType().getNumber());
    double[] numbers =
        LongStream.range(0, tensor.shape().size()).mapToDouble(reader(tensor)).toArray();
    return new Value(type, tensor.shape(), numbers);
  }

  private static LongToDoubleFunction reader(Tensor tensor) {
    if (tensor instanceof TBool flags) {
      return i -> at(flags, i).equals(true) ? 1 : 0;
    }
    return i -> ((Number) at((NdArray<?>) tensor, i)).doubleValue();
  }

  private static Object at(NdArray<?> array, long index) {
    long[] place = new long[array.rank()];
    long rest = index;
    for (int i = place.length - 1; i >= 0; i--) {
      place[i] = rest % array.shape().get(i);
      rest /= array.shape().get(i);
    }
    return array.getObject(place);
  }

  boolean isFloat() {
    return Types.isFloat(type);
  }

  Value as(DataType wanted) {
    return new Value(wanted, shape, numbers);
  }

  Value zeros() {
    return new Value(type, shape, new double[numbers.length]);
  }

  /** One weight for each number; they are others for another seed. */
  Value weights(int seed) {
    return weights(type, shape, seed);
  }

  /** Numbers of all signs and sizes, which every type can hold. */
  static Value weights(DataType type, Shape shape, int seed) {
    double[] weights =
        IntStream.range(0, (int) shape.size())
            .mapToDouble(i -> Math.rint(32 * Math.cos(1.3 * i + 0.5 + seed)) / 32)
            .toArray();
    return new Value(type, shape, weights);
  }

  /** The same numbers in the opposite order. */
  Value reversed() {
    double[] reversed = new double[numbers.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = numbers[numbers.length - 1 - i];
    }
    return new Value(type, shape, reversed);
  }

  /** The numbers as a tensor of this type holds them. */
  Value rounded() {
    try (Tensor tensor = tensor()) {
      return of(tensor);
    }
  }

  /** The same numbers but for one. */
  Value nudged(int index, double by) {
    double[] nudged = numbers.clone();
    nudged[index] += by;
    return new Value(type, shape, nudged);
  }

  /** A tensor of these numbers, to be closed. */
  Tensor tensor() {
    return switch (type) {
      case DT_FLOAT ->
          TFloat32.tensorOf(shape, data -> fill((i, p) -> data.setFloat((float) i, p)));
      case DT_DOUBLE -> TFloat64.tensorOf(shape, data -> fill((i, p) -> data.setDouble(i, p)));
      case DT_HALF -> TFloat16.tensorOf(shape, data -> fill((i, p) -> data.setFloat((float) i, p)));
      case DT_BFLOAT16 ->
          TBfloat16.tensorOf(shape, data -> fill((i, p) -> data.setFloat((float) i, p)));
      case DT_INT32 -> TInt32.tensorOf(shape, data -> fill((i, p) -> data.setInt((int) i, p)));
      case DT_INT64 -> TInt64.tensorOf(shape, data -> fill((i, p) -> data.setLong((long) i, p)));
      case DT_BOOL -> TBool.tensorOf(shape, data -> fill((i, p) -> data.setBoolean(i != 0, p)));
      default -> throw new IllegalArgumentException("no tensors of type " + type);
    };
  }

  @FunctionalInterface
  private interface Setter {
    void set(double number, long... place);
  }

  private void fill(Setter setter) {
    long[] place = new long[shape.numDimensions()];
    for (double number : numbers) {
      setter.set(number, place.clone());
      for (int i = place.length - 1; i >= 0 && ++place[i] == shape.get(i); i--) {
        place[i] = 0;
      }
    }
  }

  /** Attribute {@code value} of a constant of integers or flags. */
  AttrValue constant() {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setDtype(type).setTensorShape(Types.proto(shape));
    DoubleStream.of(numbers)
        .forEach(
            number -> {
              switch (type) {
                case DT_INT32 -> proto.addIntVal((int) number);
                case DT_INT64 -> proto.addInt64Val((long) number);
                case DT_BOOL -> proto.addBoolVal(number != 0);
                default -> throw new IllegalArgumentException("no constants of type " + type);
              }
            });
    return AttrValue.newBuilder().setTensor(proto).build();
  }

  @Override
  public String toString() {
    return Types.name(type) + Types.text(shape);
  }
}
