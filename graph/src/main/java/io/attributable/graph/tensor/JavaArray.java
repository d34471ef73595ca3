package io.attributable.graph.tensor;

import java.util.Arrays;
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

/** The arrays in which inputs are given; {@link Dtype} maps dtypes to them. */
public enum JavaArray {
  FLOAT(FloatNdArray.class),
  DOUBLE(DoubleNdArray.class),
  INT(IntNdArray.class),
  LONG(LongNdArray.class),
  SHORT(ShortNdArray.class),
  BYTE(ByteNdArray.class),
  BOOLEAN(BooleanNdArray.class),
  /** An array of objects, each of them a {@code byte[]}, or a text that is given in UTF-8. */
  BYTES(NdArray.class);

  private final Class<?> type;

  JavaArray(Class<?> type) {
    this.type = type;
  }

  /** The kind of an array; {@link #BYTES} for arrays of objects, whatever these are. */
  public static JavaArray of(NdArray<?> values) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isInstance(values))
        .findFirst()
        .orElse(BYTES);
  }

  /** An array of this kind, full of zeros; of {@link #BYTES}, of nulls. */
  public NdArray<?> zeros(Shape shape) {
    return switch (this) {
      case FLOAT -> NdArrays.ofFloats(shape);
      case DOUBLE -> NdArrays.ofDoubles(shape);
      case INT -> NdArrays.ofInts(shape);
      case LONG -> NdArrays.ofLongs(shape);
      case SHORT -> NdArrays.ofShorts(shape);
      case BYTE -> NdArrays.ofBytes(shape);
      case BOOLEAN -> NdArrays.ofBooleans(shape);
      case BYTES -> NdArrays.ofObjects(byte[].class, shape);
    };
  }

  /** The simple name of the array's type, such as {@code FloatNdArray}. */
  public String typeName() {
    return type.getSimpleName();
  }
}
