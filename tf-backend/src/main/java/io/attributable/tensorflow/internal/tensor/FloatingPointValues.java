package io.attributable.tensorflow.internal.tensor;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Floating-point tensors as arrays of their values in C order, and back. */
public final class FloatingPointValues {
  private FloatingPointValues() {}

  public static double[] of(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof DoubleNdArray doubles) {
      doubles.copyTo(DataBuffers.of(numbers, false, false));
      return numbers;
    }
    float[] floats = new float[numbers.length];
    ((FloatNdArray) tensor).copyTo(DataBuffers.of(floats, false, false));
    for (int i = 0; i < floats.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  /** A tensor in native memory, which the caller closes. */
  public static Tensor tensor(DataType type, Shape shape, double[] numbers) {
    if (type == DataType.DT_DOUBLE) {
      return TFloat64.tensorOf(shape, DataBuffers.of(numbers, true, false));
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    var data = DataBuffers.of(floats, true, false);
    return switch (type) {
      case DT_HALF -> TFloat16.tensorOf(shape, data);
      case DT_BFLOAT16 -> TBfloat16.tensorOf(shape, data);
      default -> TFloat32.tensorOf(shape, data);
    };
  }

  /** The values rounded to a type. */
  public static double[] rounded(DataType type, double[] numbers) {
    if (type == DataType.DT_DOUBLE) {
      return numbers;
    }
    if (type != DataType.DT_FLOAT) {
      try (Tensor tensor = tensor(type, Shape.of(numbers.length), numbers)) {
        return of(tensor);
      }
    }
    double[] rounded = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return rounded;
  }

  /** The element type of a tensor of floating-point numbers. */
  public static ElementType type(Tensor tensor) {
    if (tensor instanceof TFloat64) {
      return ElementType.FLOAT64;
    }
    if (tensor instanceof TFloat16) {
      return ElementType.FLOAT16;
    }
    return tensor instanceof TBfloat16 ? ElementType.BFLOAT16 : ElementType.FLOAT32;
  }

  /** The values of an array in the order of its elements. */
  public static double[] of(AttributedTensor array) {
    double[] values = new double[Math.toIntExact(array.values().size())];
    array.doubles().copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
