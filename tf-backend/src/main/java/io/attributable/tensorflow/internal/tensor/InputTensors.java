package io.attributable.tensorflow.internal.tensor;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.graph.tensor.Types;
import java.util.Optional;
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

/** The user's arrays as tensors, checked against the signature. */
public final class InputTensors {
  private InputTensors() {}

  /**
   * Copies an array into native memory; the caller closes the tensor.
   *
   * @throws AttributionException INPUT_DTYPE, INPUT_SHAPE, INPUT_TEXT, UNSUPPORTED_SIGNATURE
   */
  public static Tensor of(TensorSchema input, NdArray<?> values, String signature, String model) {
    Dtype dtype = Dtype.of(input.type()).orElseThrow(() -> unsupported(input, signature, model));
    if (JavaArray.of(values) != dtype.array()) {
      throw new AttributionException(
          ErrorCode.INPUT_DTYPE, input.name(), wanted(dtype), typeName(values));
    }
    requireShape(input, values.shape());
    // TensorFlow Java cannot copy a part of an array that has no elements.
    NdArray<?> whole = values.size() == 0 ? dtype.array().zeros(values.shape()) : values;
    Tensor tensor = tensor(dtype, input, whole);
    return dtype.tensorClass().isPresent()
        ? tensor
        : BitcastTensor.of(tensor, dtype.type(), dtype.tensor(values.shape()));
  }

  private static AttributionException unsupported(
      TensorSchema input, String signature, String model) {
    return new AttributionException(
        ErrorCode.UNSUPPORTED_SIGNATURE, signature, model, input.unfeedable());
  }

  /** A tensor of TensorFlow Java's, of the dtype or of one whose elements are as large. */
  private static Tensor tensor(Dtype dtype, TensorSchema input, NdArray<?> values) {
    return switch (dtype.array()) {
      case FLOAT -> floats(dtype, (FloatNdArray) values);
      case DOUBLE -> TFloat64.tensorOf((DoubleNdArray) values);
      case INT -> TInt32.tensorOf((IntNdArray) values);
      case LONG -> TInt64.tensorOf((LongNdArray) values);
      case SHORT -> TUint16.tensorOf((ShortNdArray) values);
      case BYTE -> TUint8.tensorOf((ByteNdArray) values);
      case BOOLEAN -> TBool.tensorOf((BooleanNdArray) values);
      case BYTES -> TString.tensorOfBytes(TextBytes.of(input, values));
    };
  }

  private static Tensor floats(Dtype dtype, FloatNdArray values) {
    return switch (dtype) {
      case FLOAT16 -> TFloat16.tensorOf(values);
      case BFLOAT16 -> TBfloat16.tensorOf(values);
      default -> TFloat32.tensorOf(values);
    };
  }

  private static String wanted(Dtype dtype) {
    return dtype == Dtype.STRING || dtype.typeName().equals(names(dtype.array()))
        ? dtype.typeName()
        : dtype.typeName() + " (" + dtype.array().typeName() + ")";
  }

  /** NumPy's name of the array's type; more than one name where it is ambiguous. */
  public static String typeName(NdArray<?> values) {
    JavaArray kind = JavaArray.of(values);
    return kind == JavaArray.BYTES ? TextBytes.typeName(values) : names(kind);
  }

  private static String names(JavaArray kind) {
    return switch (kind) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      case INT -> "int32";
      case LONG -> "int64";
      case SHORT -> "int16";
      case BYTE -> "int8";
      case BOOLEAN -> "bool";
      case BYTES -> "string";
    };
  }

  /**
   * Checks the shape of an array.
   *
   * @throws AttributionException INPUT_SHAPE
   */
  public static void requireShape(TensorSchema input, Shape given) {
    Optional<Dtype> dtype = Dtype.of(input.type());
    Shape wanted = dtype.map(known -> known.carried(input.shape())).orElse(input.shape());
    if (!fits(wanted, given)) {
      throw misfit(input, Types.text(wanted), given, hint(wanted, given));
    }
    if (dtype.filter(Dtype::isComplex).isPresent() && !endsWithParts(given)) {
      throw misfit(input, "[…,2]", given, "");
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
    boolean fits = wanted.isUnknown() || wanted.numDimensions() == given.numDimensions();
    for (int i = 0; fits && !wanted.isUnknown() && i < wanted.numDimensions(); i++) {
      fits = wanted.get(i) < 0 || wanted.get(i) == given.get(i);
    }
    return fits;
  }

  private static boolean endsWithParts(Shape given) {
    int rank = given.numDimensions();
    return rank > 0 && given.get(rank - 1) == 2;
  }

  private static AttributionException misfit(
      TensorSchema input, String wanted, Shape given, String hint) {
    return new AttributionException(
        ErrorCode.INPUT_SHAPE, input.name(), wanted, Types.text(given), hint);
  }
}
