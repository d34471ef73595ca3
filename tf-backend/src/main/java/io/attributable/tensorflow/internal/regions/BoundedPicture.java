package io.attributable.tensorflow.internal.regions;

import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A picture at the size at which it is cut into regions: its own, or a smaller one of the same
 * proportions, each pixel of which is the mean of those that it covers. The time of cutting grows
 * faster than the number of pixels, and where regions lie does not change with it.
 *
 * @param picture {@code [height, width, channels]}
 */
record BoundedPicture(FloatNdArray picture) {
  /** 256 by 256. */
  private static final double MOST_PIXELS = 65_536;

  /** The picture itself where it has no more pixels than that, to the last bit. */
  static BoundedPicture of(FloatNdArray picture) {
    int height = size(picture, 0);
    int width = size(picture, 1);
    double share = Math.sqrt(MOST_PIXELS / ((double) height * width));
    if (share >= 1) {
      return new BoundedPicture(picture);
    }
    int rows = (int) Math.max(1, Math.floor(height * share));
    int columns = (int) Math.max(1, Math.min(width, Math.floor(width * share)));
    return new BoundedPicture(shrunk(picture, rows, columns));
  }

  double pixels() {
    return (double) size(picture, 0) * size(picture, 1);
  }

  /** The numbers of its pixels for those of a picture of the original size. */
  int[] enlarged(int[] numbers, int height, int width) {
    int rows = size(picture, 0);
    int columns = size(picture, 1);
    if (rows == height && columns == width) {
      return numbers;
    }
    int[] enlarged = new int[height * width];
    for (int y = 0; y < height; y++) {
      int row = (int) ((y + 0.5) * rows / height);
      for (int x = 0; x < width; x++) {
        enlarged[y * width + x] = numbers[row * columns + (int) ((x + 0.5) * columns / width)];
      }
    }
    return enlarged;
  }

  private static int size(FloatNdArray picture, int dimension) {
    return Math.toIntExact(picture.shape().get(dimension));
  }

  /** First the rows, then the columns. */
  private static FloatNdArray shrunk(FloatNdArray picture, int rows, int columns) {
    int height = size(picture, 0);
    int width = size(picture, 1);
    int channels = size(picture, 2);
    float[] values = new float[Math.toIntExact(picture.size())];
    picture.copyTo(DataBuffers.of(values, false, false));
    float[] lower = means(values, 1, height, width * channels, rows);
    float[] smaller = means(lower, rows, width, channels, columns);
    return NdArrays.ofFloats(Shape.of(rows, columns, channels))
        .copyFrom(DataBuffers.of(smaller, false, false));
  }

  /**
   * Means along the middle of three dimensions.
   *
   * @param length of that dimension
   * @param shorter what it is to be
   */
  private static float[] means(float[] values, int outer, int length, int inner, int shorter) {
    float[] means = new float[outer * shorter * inner];
    double step = (double) length / shorter;
    double[] sums = new double[inner];
    for (int block = 0; block < outer; block++) {
      for (int i = 0; i < shorter; i++) {
        Arrays.fill(sums, 0);
        double from = i * step;
        double to = Math.min(length, from + step);
        for (int at = (int) from; at < to; at++) {
          double share = Math.min(at + 1, to) - Math.max(at, from);
          int start = (block * length + at) * inner;
          for (int k = 0; k < inner; k++) {
            sums[k] += share * values[start + k];
          }
        }
        for (int k = 0; k < inner; k++) {
          means[(block * shorter + i) * inner + k] = (float) (sums[k] / (to - from));
        }
      }
    }
    return means;
  }
}
