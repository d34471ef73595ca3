package io.attributable.tensorflow.internal.regions;

import org.tensorflow.ndarray.NdArray;

/** The values of pictures, one after the other. */
final class PictureValues {
  private PictureValues() {}

  static double[] of(NdArray<?> picture) {
    double[] values = new double[Math.toIntExact(picture.size())];
    int[] at = {0};
    picture
        .scalars()
        .forEach(scalar -> values[at[0]++] = ((Number) scalar.getObject()).doubleValue());
    return values;
  }
}
