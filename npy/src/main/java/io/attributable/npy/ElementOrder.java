package io.attributable.npy;

import org.tensorflow.ndarray.Shape;

/** Maps the elements of a file to an array in C order, whose last dimension varies fastest. */
interface ElementOrder {

  /** The index in the array of the file's element. */
  int index(int element);

  /** The order of a header. */
  static ElementOrder of(NpyHeader header) {
    boolean sameOrder = !header.fortranOrder() || header.shape().numDimensions() < 2;
    return sameOrder ? element -> element : fortran(header.shape());
  }

  private static ElementOrder fortran(Shape shape) {
    int[] lengths = new int[shape.numDimensions()];
    int[] strides = new int[lengths.length];
    int stride = 1;
    for (int i = lengths.length - 1; i >= 0; i--) {
      lengths[i] = (int) shape.get(i);
      strides[i] = stride;
      stride *= lengths[i];
    }
    return element -> {
      int index = 0;
      int rest = element;
      for (int i = 0; i < lengths.length; i++) {
        index += rest % lengths[i] * strides[i];
        rest /= lengths[i];
      }
      return index;
    };
  }
}
