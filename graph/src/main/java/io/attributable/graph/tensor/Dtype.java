package io.attributable.graph.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * The one table of dtypes that an input can have: the Java array that carries each, the NumPy
 * dtypes of files, and TensorFlow Java's class, where it has one. Compiler, command line and run
 * time use it. Arrays of unsigned integers hold the same bits as signed ones. Other types
 * (resources, variants, types of four or eight bits without a Java type) cannot be inputs.
 */
public enum Dtype {
  FLOAT16(DataType.DT_HALF, JavaArray.FLOAT, "TFloat16", "float16"),
  BFLOAT16(DataType.DT_BFLOAT16, JavaArray.FLOAT, "TBfloat16", "float32"),
  FLOAT32(DataType.DT_FLOAT, JavaArray.FLOAT, "TFloat32", "float32"),
  FLOAT64(DataType.DT_DOUBLE, JavaArray.DOUBLE, "TFloat64", "float64"),
  /** Real and imaginary part in one more dimension, behind the others. */
  COMPLEX64(DataType.DT_COMPLEX64, JavaArray.FLOAT, "", "complex64"),
  /** As {@link #COMPLEX64}. */
  COMPLEX128(DataType.DT_COMPLEX128, JavaArray.DOUBLE, "", "complex128"),
  INT8(DataType.DT_INT8, JavaArray.BYTE, "", "int8"),
  UINT8(DataType.DT_UINT8, JavaArray.BYTE, "TUint8", "uint8"),
  INT16(DataType.DT_INT16, JavaArray.SHORT, "", "int16"),
  UINT16(DataType.DT_UINT16, JavaArray.SHORT, "TUint16", "uint16"),
  INT32(DataType.DT_INT32, JavaArray.INT, "TInt32", "int32"),
  UINT32(DataType.DT_UINT32, JavaArray.INT, "", "uint32"),
  INT64(DataType.DT_INT64, JavaArray.LONG, "TInt64", "int64"),
  UINT64(DataType.DT_UINT64, JavaArray.LONG, "", "uint64"),
  QINT8(DataType.DT_QINT8, JavaArray.BYTE, "", "int8"),
  QUINT8(DataType.DT_QUINT8, JavaArray.BYTE, "", "uint8"),
  QINT16(DataType.DT_QINT16, JavaArray.SHORT, "", "int16"),
  QUINT16(DataType.DT_QUINT16, JavaArray.SHORT, "", "uint16"),
  QINT32(DataType.DT_QINT32, JavaArray.INT, "", "int32"),
  BOOL(DataType.DT_BOOL, JavaArray.BOOLEAN, "TBool", "bool"),
  STRING(DataType.DT_STRING, JavaArray.BYTES, "TString", "bytes object str");

  private static final int PARTS_OF_COMPLEX = 2;

  private final DataType type;
  private final JavaArray array;
  private final String tensorClass;
  private final String numpy;

  Dtype(DataType type, JavaArray array, String tensorClass, String numpy) {
    this.type = type;
    this.array = array;
    this.tensorClass = tensorClass;
    this.numpy = numpy;
  }

  /** The row of a type; empty if no array carries it. */
  public static Optional<Dtype> of(DataType type) {
    return Arrays.stream(values()).filter(dtype -> dtype.type == type).findFirst();
  }

  /** The row of a type by its name in messages, such as {@code float32}. */
  public static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.typeName().equals(name)).findFirst();
  }

  /** TensorFlow's name. */
  public DataType type() {
    return type;
  }

  /** The name in messages, such as {@code float32}. */
  public String typeName() {
    return Types.name(type);
  }

  /** What carries it in Java. */
  public JavaArray array() {
    return array;
  }

  /** The simple name of TensorFlow Java's class; empty if it has none. */
  public Optional<String> tensorClass() {
    return tensorClass.isEmpty() ? Optional.empty() : Optional.of(tensorClass);
  }

  /** The NumPy dtypes of files that hold it, by NumPy's names. */
  public List<String> numpy() {
    return List.of(numpy.split(" ", -1));
  }

  /** Whether Java would read values of the upper half as negative ones. */
  public boolean isUnsigned() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64, QUINT8, QUINT16 -> true;
      default -> false;
    };
  }

  /** Whether arrays have one dimension more than tensors, for real and imaginary parts. */
  public boolean isComplex() {
    return this == COMPLEX64 || this == COMPLEX128;
  }

  /** The shape of an array that carries a tensor of some shape. */
  public Shape carried(Shape tensor) {
    return isComplex() && !tensor.isUnknown() ? tensor.append(PARTS_OF_COMPLEX) : tensor;
  }

  /** The shape of the tensor that an array of some shape carries. */
  public Shape tensor(Shape array) {
    boolean more = isComplex() && array.numDimensions() > 0;
    return more ? array.take(array.numDimensions() - 1) : array;
  }
}
