package io.attributable.tensorflow.internal.regions;

import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * Where pixels and channels lie in an example of a picture.
 *
 * @param shape of the example
 * @param channels which of its dimensions holds the channels; -1 where it has none
 */
record Picture(Shape shape, int channels) {

  /**
   * A picture.
   *
   * @param examples the shape of several
   * @param channelAxis of these, where they have channels
   */
  static Picture of(Shape examples, int channelAxis) {
    int channels =
        examples.numDimensions() == 3
            ? -1
            : Math.floorMod(channelAxis, examples.numDimensions()) - 1;
    return new Picture(examples.tail(), channels);
  }

  int height() {
    return size(channels == 0 ? 1 : 0);
  }

  int width() {
    return size(channels == 0 ? 2 : 1);
  }

  int depth() {
    return channels < 0 ? 1 : size(channels);
  }

  int pixels() {
    return height() * width();
  }

  private int size(int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }

  /** The value of a channel of a pixel. */
  double value(NdArray<?> example, int pixel, int channel) {
    long row = pixel / width();
    long column = pixel % width();
    Object value =
        channels < 0
            ? example.getObject(row, column)
            : channels == 0
                ? example.getObject(channel, row, column)
                : example.getObject(row, column, channel);
    return ((Number) value).doubleValue();
  }

  /** By pixel, the largest of its channels. */
  double[] largest(NdArray<?> example) {
    double[] largest = new double[pixels()];
    for (int pixel = 0; pixel < largest.length; pixel++) {
      double most = value(example, pixel, 0);
      for (int channel = 1; channel < depth(); channel++) {
        most = Math.max(most, value(example, pixel, channel));
      }
      largest[pixel] = most;
    }
    return largest;
  }

  /** {@code [height, width, channels]}, from 0 to 255; all 0 where all values are the same. */
  FloatNdArray scaled(NdArray<?> example) {
    ValueRange range = ValueRange.of(example);
    FloatNdArray scaled = NdArrays.ofFloats(Shape.of(height(), width(), depth()));
    for (int pixel = 0; pixel < pixels(); pixel++) {
      for (int channel = 0; channel < depth(); channel++) {
        scaled.setFloat(
            (float) (255 * range.share(value(example, pixel, channel))),
            pixel / width(),
            pixel % width(),
            channel);
      }
    }
    return scaled;
  }
}
