package io.attributable.inputs.array;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The dtypes of inputs: the NumPy dtypes of files that hold each, and what carries it in Java.
 * Unsigned integers are the same bits as signed ones.
 */
public enum InputDtype {
  FLOAT16("float16", Carrier.FLOAT, "float16"),
  BFLOAT16("bfloat16", Carrier.FLOAT, "float32"),
  FLOAT32("float32", Carrier.FLOAT, "float32"),
  FLOAT64("float64", Carrier.DOUBLE, "float64"),
  COMPLEX64("complex64", Carrier.OTHER, "complex64"),
  COMPLEX128("complex128", Carrier.OTHER, "complex128"),
  INT8("int8", Carrier.BYTE, "int8"),
  UINT8("uint8", Carrier.BYTE, "uint8"),
  INT16("int16", Carrier.SHORT, "int16"),
  UINT16("uint16", Carrier.SHORT, "uint16"),
  INT32("int32", Carrier.INT, "int32"),
  UINT32("uint32", Carrier.INT, "uint32"),
  INT64("int64", Carrier.LONG, "int64"),
  UINT64("uint64", Carrier.LONG, "uint64"),
  QINT8("qint8", Carrier.BYTE, "int8"),
  QUINT8("quint8", Carrier.BYTE, "uint8"),
  QINT16("qint16", Carrier.SHORT, "int16"),
  QUINT16("quint16", Carrier.SHORT, "uint16"),
  QINT32("qint32", Carrier.INT, "int32"),
  BOOL("bool", Carrier.BOOLEAN, "bool"),
  STRING("string", Carrier.BYTES, "bytes object str");

  /** What holds the elements in Java. */
  enum Carrier {
    FLOAT,
    DOUBLE,
    BYTE,
    SHORT,
    INT,
    LONG,
    BOOLEAN,
    BYTES,
    OTHER
  }

  private final String typeName;
  private final Carrier carrier;
  private final String numpy;

  InputDtype(String typeName, Carrier carrier, String numpy) {
    this.typeName = typeName;
    this.carrier = carrier;
    this.numpy = numpy;
  }

  /** By its name in messages, such as {@code float32}; empty for what cannot be an input. */
  public static Optional<InputDtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.typeName.equals(name)).findFirst();
  }

  /** The name in messages. */
  public String typeName() {
    return typeName;
  }

  /** The NumPy dtypes of files that hold it. */
  public List<String> numpy() {
    return List.of(numpy.split(" ", -1));
  }

  /** Whether it is made of texts and numbers of files, as complex ones are not. */
  public boolean isRead() {
    return carrier != Carrier.OTHER;
  }

  /** Whether elements have fractions. */
  public boolean isFloat() {
    return carrier == Carrier.FLOAT || carrier == Carrier.DOUBLE;
  }

  /** Whether elements are whole numbers. */
  public boolean isInteger() {
    return switch (carrier) {
      case BYTE, SHORT, INT, LONG -> true;
      default -> false;
    };
  }

  /** How many bits a whole number has. */
  int bits() {
    return switch (carrier) {
      case BYTE -> Byte.SIZE;
      case SHORT -> Short.SIZE;
      case INT -> Integer.SIZE;
      default -> Long.SIZE;
    };
  }

  boolean isUnsigned() {
    return numpy.startsWith("uint");
  }

  Carrier carrier() {
    return carrier;
  }

  /**
   * An array of elements that {@link ElementReader} made.
   *
   * @param elements as many as the shape has, the last dimension running fastest
   */
  public NdArray<?> array(Shape shape, List<?> elements) {
    NdArray<Object> array = make(shape);
    int index = 0;
    for (NdArray<Object> scalar : array.scalars()) {
      scalar.setObject(elements.get(index++));
    }
    return array;
  }

  @SuppressWarnings("unchecked") // The carrier of a dtype takes the elements of its reader.
  private NdArray<Object> make(Shape shape) {
    NdArray<?> array =
        switch (carrier) {
          case FLOAT -> NdArrays.ofFloats(shape);
          case DOUBLE -> NdArrays.ofDoubles(shape);
          case BYTE -> NdArrays.ofBytes(shape);
          case SHORT -> NdArrays.ofShorts(shape);
          case INT -> NdArrays.ofInts(shape);
          case LONG -> NdArrays.ofLongs(shape);
          case BOOLEAN -> NdArrays.ofBooleans(shape);
          case BYTES -> NdArrays.ofObjects(byte[].class, shape);
          case OTHER -> NdArrays.ofObjects(Object.class, shape);
        };
    return (NdArray<Object>) array;
  }
}
