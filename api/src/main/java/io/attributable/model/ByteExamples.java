package io.attributable.model;

import io.attributable.TensorShape;
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
   *
   * @param input the input's shape in the signature
   */
  public static NdArray<byte[]> array(TensorShape input, List<byte[]> examples) {
    int stated = input.dimensions().map(List::size).orElse(1);
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
