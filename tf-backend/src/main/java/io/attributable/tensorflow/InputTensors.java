package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.ShortNdArray;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;

/** The user's arrays as tensors, once they are what the signature asks for. */
final class InputTensors {
  private InputTensors() {}

  /**
   * Copies an array into native memory; the caller closes the tensor.
   *
   * @throws AttributionException INPUT_DTYPE, INPUT_SHAPE, UNSUPPORTED_SIGNATURE
   */
  static Tensor of(TensorSchema input, NdArray<?> values, String signature, String model) {
    requireShape(input, values.shape());
    return switch (input.type()) {
      case DT_FLOAT -> TFloat32.tensorOf(cast(FloatNdArray.class, input, values));
      case DT_HALF -> TFloat16.tensorOf(cast(FloatNdArray.class, input, values));
      case DT_BFLOAT16 -> TBfloat16.tensorOf(cast(FloatNdArray.class, input, values));
      case DT_DOUBLE -> TFloat64.tensorOf(cast(DoubleNdArray.class, input, values));
      case DT_INT32 -> TInt32.tensorOf(cast(IntNdArray.class, input, values));
      case DT_INT64 -> TInt64.tensorOf(cast(LongNdArray.class, input, values));
      case DT_BOOL -> TBool.tensorOf(cast(BooleanNdArray.class, input, values));
      case DT_UINT8 -> TUint8.tensorOf(cast(ByteNdArray.class, input, values));
      case DT_UINT16 -> TUint16.tensorOf(cast(ShortNdArray.class, input, values));
      case DT_STRING -> TString.tensorOf(strings(input, values));
      default ->
          throw new AttributionException(
              ErrorCode.UNSUPPORTED_SIGNATURE,
              signature,
              model,
              "input \"" + input.name() + "\" is of type " + input.typeName());
    };
  }

  private static <T> T cast(Class<T> wanted, TensorSchema input, NdArray<?> values) {
    if (!wanted.isInstance(values)) {
      throw wrongType(input, values);
    }
    return wanted.cast(values);
  }

  @SuppressWarnings("unchecked") // Every element is checked to be a string.
  private static NdArray<String> strings(TensorSchema input, NdArray<?> values) {
    if (!typeName(values).equals("string")) {
      throw wrongType(input, values);
    }
    for (NdArray<?> scalar : values.scalars()) {
      if (!(scalar.getObject() instanceof String)) {
        throw wrongType(input, values);
      }
    }
    return (NdArray<String>) values;
  }

  private static AttributionException wrongType(TensorSchema input, NdArray<?> values) {
    return new AttributionException(
        ErrorCode.INPUT_DTYPE, input.name(), input.typeName(), typeName(values));
  }

  /** What NumPy would call the array's type. */
  static String typeName(NdArray<?> values) {
    if (values instanceof FloatNdArray) {
      return "float32";
    }
    if (values instanceof DoubleNdArray) {
      return "float64";
    }
    if (values instanceof IntNdArray) {
      return "int32";
    }
    if (values instanceof LongNdArray) {
      return "int64";
    }
    if (values instanceof ShortNdArray) {
      return "int16";
    }
    if (values instanceof ByteNdArray) {
      return "int8";
    }
    return values instanceof BooleanNdArray ? "bool" : "string";
  }

  /**
   * Checks the shape of an array.
   *
   * @throws AttributionException INPUT_SHAPE
   */
  static void requireShape(TensorSchema input, Shape given) {
    Shape wanted = input.shape();
    if (wanted.isUnknown()) {
      return;
    }
    if (!fits(wanted, given)) {
      throw new AttributionException(
          ErrorCode.INPUT_SHAPE,
          input.name(),
          input.shapeText(),
          Types.text(given),
          hint(wanted, given));
    }
  }

  /** Where the example's dimension was forgotten, or is there though there is none. */
  private static String hint(Shape wanted, Shape given) {
    Shape one = given.prepend(1);
    if (wanted.numDimensions() > 0 && wanted.get(0) != 0 && fits(wanted, one)) {
      return " Dimension 0 is the example: for one example give shape " + Types.text(one) + ".";
    }
    return given.numDimensions() > 0 && given.get(0) == 1 && fits(wanted, given.tail())
        ? " It has no dimension for examples: give shape " + Types.text(given.tail()) + "."
        : "";
  }

  private static boolean fits(Shape wanted, Shape given) {
    boolean fits = wanted.numDimensions() == given.numDimensions();
    for (int i = 0; fits && i < wanted.numDimensions(); i++) {
      fits = wanted.get(i) < 0 || wanted.get(i) == given.get(i);
    }
    return fits;
  }
}
