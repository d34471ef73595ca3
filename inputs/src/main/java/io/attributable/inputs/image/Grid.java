package io.attributable.inputs.image;

import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ImagePreprocess.Resize;

/**
 * Numbers on a grid of pixels, channels last. Not to be written to once made.
 *
 * @param values of length height x width x channels
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of numbers; the record stays in this package.
record Grid(int height, int width, int channels, float[] values) {

  /** The grid in another size. */
  Grid resized(Resize kind, int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    // Rows first: what is read then lies side by side.
    return alongHeight(ResizeWeights.of(kind, height, newHeight))
        .alongWidth(ResizeWeights.of(kind, width, newWidth));
  }

  private Grid alongHeight(ResizeWeights rows) {
    int line = width * channels;
    float[] made = new float[rows.length() * line];
    for (int y = 0; y < rows.length(); y++) {
      double[] weights = rows.weights(y);
      for (int i = 0; i < line; i++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * values[(rows.start(y) + k) * line + i];
        }
        made[y * line + i] = (float) sum;
      }
    }
    return new Grid(rows.length(), width, channels, made);
  }

  private Grid alongWidth(ResizeWeights columns) {
    float[] made = new float[height * columns.length() * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns.length(); x++) {
        double[] weights = columns.weights(x);
        int from = (y * width + columns.start(x)) * channels;
        int to = (y * columns.length() + x) * channels;
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * values[from + k * channels + c];
          }
          made[to + c] = (float) sum;
        }
      }
    }
    return new Grid(height, columns.length(), channels, made);
  }

  /** A part of it. */
  Grid cropped(int top, int left, int newHeight, int newWidth) {
    return copied(-top, -left, newHeight, newWidth);
  }

  /** The grid inside a larger one of zeros. */
  Grid padded(int top, int left, int newHeight, int newWidth) {
    return copied(top, left, newHeight, newWidth);
  }

  private Grid copied(int top, int left, int newHeight, int newWidth) {
    float[] made = new float[newHeight * newWidth * channels];
    int first = Math.max(0, left);
    int count = Math.min(newWidth, left + width) - first;
    for (int y = Math.max(0, top); y < Math.min(newHeight, top + height); y++) {
      System.arraycopy(
          values,
          ((y - top) * width + first - left) * channels,
          made,
          (y * newWidth + first) * channels,
          count * channels);
    }
    return new Grid(newHeight, newWidth, channels, made);
  }

  /** In the size and ratio that a model takes. */
  Grid fitted(ImagePreprocess how, int newHeight, int newWidth) {
    return switch (how.fit()) {
      case STRETCH -> resized(how.resize(), newHeight, newWidth);
      case CROP -> ratioCropped(newHeight, newWidth).resized(how.resize(), newHeight, newWidth);
      case PAD -> ratioPadded(how.resize(), newHeight, newWidth);
    };
  }

  /** As Keras's {@code smart_resize}: what sticks out is cut off before. */
  private Grid ratioCropped(int newHeight, int newWidth) {
    int keptHeight = Math.min(height, (int) ((double) width * newHeight / newWidth));
    int keptWidth = Math.min(width, (int) ((double) height * newWidth / newHeight));
    return cropped((height - keptHeight) / 2, (width - keptWidth) / 2, keptHeight, keptWidth);
  }

  /** As {@code tf.image.resize_with_pad}. */
  private Grid ratioPadded(Resize kind, int newHeight, int newWidth) {
    // TensorFlow has 24 bits here, and where the picture is laid depends on the last one.
    float ratio = Math.max((float) width / newWidth, (float) height / newHeight);
    float exactHeight = height / ratio;
    float exactWidth = width / ratio;
    return resized(kind, Math.max(1, (int) exactHeight), Math.max(1, (int) exactWidth))
        .padded(
            (int) Math.max(0, (newHeight - exactHeight) / 2),
            (int) Math.max(0, (newWidth - exactWidth) / 2),
            newHeight,
            newWidth);
  }
}
