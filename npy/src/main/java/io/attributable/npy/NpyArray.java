package io.attributable.npy;

import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * The content of a {@code .npy} file, on the Java heap. Safe for any number of threads as long as
 * none writes to the values, which are not copied.
 *
 * @param type the elements' type in the file
 * @param values the elements, in the kind of array that {@link NpyType} names
 */
public record NpyArray(NpyType type, NdArray<?> values) {

  /**
   * The shape of the values; none for a scalar. It includes the last dimension that {@link NpyType}
   * adds to complex types.
   */
  public Shape shape() {
    return values.shape();
  }
}
