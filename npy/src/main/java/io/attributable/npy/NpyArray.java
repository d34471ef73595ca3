package io.attributable.npy;

import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * The content of a {@code .npy} file, on the Java heap.
 *
 * @param type the elements' type in the file
 * @param values the elements, in the kind of array that {@link NpyType} names
 */
public record NpyArray(NpyType type, NdArray<?> values) {

  /** The lengths of the dimensions; none for a single number. */
  public Shape shape() {
    return values.shape();
  }
}
