package io.attributable.report;

import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** Which arrays are pictures, and which of their dimensions are channels. */
final class PictureArrays {
  private static final int GREY = 1;
  private static final int COLOURS = 3;

  private PictureArrays() {}

  /** [rows, columns, channels] of an input that has one or three channels, first or last. */
  static Optional<NdArray<?>> channelsLast(NdArray<?> array) {
    if (array.rank() != 3) {
      return Optional.empty();
    }
    long[] shape = array.shape().asArray();
    if (isChannels(shape[2])) {
      return Optional.of(array);
    }
    return isChannels(shape[0]) ? Optional.of(moved(Values.of(array)).array()) : Optional.empty();
  }

  private static boolean isChannels(long length) {
    return length == GREY || length == COLOURS;
  }

  /**
   * Values of an input or a layer as [rows, columns, channels]: of three dimensions, channels are
   * those beside which the other two are shaped like the picture; the last, where both are.
   */
  static Values channelsLast(Values values, int rows, int columns) {
    if (values.rank() != 3) {
      return values;
    }
    double shape = Math.log((double) rows / columns);
    double last = Math.abs(ratio(values, 0) - shape);
    double first = Math.abs(ratio(values, 1) - shape);
    return first < last ? moved(values) : values;
  }

  private static double ratio(Values values, int dimension) {
    return Math.log((double) values.length(dimension) / values.length(dimension + 1));
  }

  private static Values moved(Values values) {
    int channels = values.length(0);
    int places = values.size() / channels;
    double[] moved = new double[values.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i % places * channels + i / places] = values.at(i);
    }
    return new Values(new long[] {values.length(1), values.length(2), channels}, moved);
  }
}
