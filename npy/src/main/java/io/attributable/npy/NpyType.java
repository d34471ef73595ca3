package io.attributable.npy;

/** The element types of {@code .npy} files that can be read, each with the class of its array. */
public enum NpyType {
  /** {@code BooleanNdArray}. */
  BOOL("bool"),
  /** {@code ByteNdArray}. */
  INT8("int8"),
  /** {@code ByteNdArray} of the same bits. */
  UINT8("uint8"),
  /** {@code ShortNdArray}. */
  INT16("int16"),
  /** {@code ShortNdArray} of the same bits. */
  UINT16("uint16"),
  /** {@code IntNdArray}. */
  INT32("int32"),
  /** {@code IntNdArray} of the same bits. */
  UINT32("uint32"),
  /** {@code LongNdArray}. */
  INT64("int64"),
  /** {@code LongNdArray} of the same bits. */
  UINT64("uint64"),
  /** {@code FloatNdArray}, widened. */
  FLOAT16("float16"),
  /** {@code FloatNdArray}. */
  FLOAT32("float32"),
  /** {@code DoubleNdArray}. */
  FLOAT64("float64"),
  /** {@code FloatNdArray} with one dimension more, of real and imaginary part. */
  COMPLEX64("complex64"),
  /** {@code DoubleNdArray} with one dimension more, of real and imaginary part. */
  COMPLEX128("complex128"),
  /** {@code NdArray<String>}, from NumPy's {@code <U}. */
  UNICODE("str"),
  /** {@code NdArray<byte[]>}, from NumPy's {@code |S}, which does not keep zeros at the end. */
  BYTES("bytes"),
  /** {@code NdArray<Object>}, each a {@code byte[]} or a {@code String}, as they were in Python. */
  OBJECT("object");

  private final String numpyName;

  NpyType(String numpyName) {
    this.numpyName = numpyName;
  }

  /**
   * NumPy's name of the type, such as {@code float32}, {@code str}, {@code bytes} or {@code
   * object}.
   */
  public String numpyName() {
    return numpyName;
  }
}
