package io.attributable.inputs.array;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Examples that are bytes, such as encoded images, as the array that an input of strings takes. */
public final class ByteExamples {
  private ByteExamples() {}

  /**
   * The examples along dimension 0, all other dimensions being 1; a scalar for an input of shape
   * {@code []}, a vector for one of unknown rank.
   */
  public static NdArray<byte[]> array(NamedTensor input, List<byte[]> examples) {
    int stated = input.rank() < 0 ? 1 : input.rank();
    long[] sizes = new long[stated == 0 && examples.size() != 1 ? 1 : stated];
    Arrays.fill(sizes, 1);
    if (sizes.length > 0) {
      sizes[0] = examples.size();
    }
    return array(Shape.of(sizes), examples);
  }

  /** An array of bytes, the last dimension running fastest. */
  public static NdArray<byte[]> array(Shape shape, List<byte[]> values) {
    NdArray<byte[]> array = NdArrays.ofObjects(byte[].class, shape);
    int index = 0;
    for (NdArray<byte[]> scalar : array.scalars()) {
      scalar.setObject(values.get(index++));
    }
    return array;
  }
}
