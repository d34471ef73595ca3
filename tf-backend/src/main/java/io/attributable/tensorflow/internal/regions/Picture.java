package io.attributable.tensorflow.internal.regions;

import java.util.Arrays;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

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
    int rank = examples.numDimensions();
    return new Picture(examples.tail(), rank == 3 ? -1 : Math.floorMod(channelAxis, rank) - 1);
  }

  int height() {
    return size(channels == 0 ? 1 : 0);
  }

  int width() {
    return size(channels == 0 ? 2 : 1);
  }

  private int depth() {
    return channels < 0 ? 1 : size(channels);
  }

  private int pixels() {
    return height() * width();
  }

  private int size(int dimension) {
    return Math.toIntExact(shape.get(dimension));
  }

  /** Where a channel of a pixel is among all values. */
  private int at(int pixel, int channel) {
    return channels == 0 ? channel * pixels() + pixel : pixel * depth() + channel;
  }

  /** By pixel, the largest of its channels. */
  double[] largest(double... values) {
    double[] largest = new double[pixels()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int pixel = 0; pixel < largest.length; pixel++) {
      for (int channel = 0; channel < depth(); channel++) {
        largest[pixel] = Math.max(largest[pixel], values[at(pixel, channel)]);
      }
    }
    return largest;
  }

  /** {@code [height, width, channels]}, from 0 to 255; all 0 where all values are the same. */
  FloatNdArray scaled(NdArray<?> example) {
    double[] values = PictureValues.of(example);
    ValueRange range = ValueRange.of(values);
    float[] scaled = new float[values.length];
    for (int pixel = 0; pixel < pixels(); pixel++) {
      for (int channel = 0; channel < depth(); channel++) {
        scaled[pixel * depth() + channel] = (float) (255 * range.share(values[at(pixel, channel)]));
      }
    }
    return NdArrays.ofFloats(Shape.of(height(), width(), depth()))
        .copyFrom(DataBuffers.of(scaled, false, false));
  }
}
