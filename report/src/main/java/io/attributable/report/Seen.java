package io.attributable.report;

import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.ImageStyle;
import io.attributable.pictures.Pixels;
import java.awt.image.BufferedImage;
import org.tensorflow.ndarray.NdArray;

/**
 * A picture that a model was fed.
 *
 * @param pixels as they are
 * @param dots how large dots for them are: those of dark pixels, in a dark picture of bright ones
 */
record Seen(Pixels pixels, Pixels dots) {
  private static final int SMALL = 64;
  private static final int WHITE = 0xffffff;

  static Seen of(BufferedImage image) {
    Pixels pixels = Pixels.of(image);
    return new Seen(pixels, isDark(image) ? Pixels.of(inverted(image)) : pixels);
  }

  /** Of [rows, columns, channels]. */
  static Seen of(NdArray<?> array) {
    Values values = Values.of(array);
    double most = 0;
    double sum = 0;
    for (double value : values.numbers()) {
      most = Math.max(most, value);
      sum += value;
    }
    double white = most <= 1 ? 1 : 255;
    Pixels pixels = Pixels.of(array, 0, white);
    boolean dark = sum < white * values.size() / 2;
    return new Seen(pixels, dark ? Pixels.of(array, white, 0) : pixels);
  }

  /** Draws it below an attribution: small pictures as dots, which leave the colours to be seen. */
  ImagePicture below(ImagePicture attribution, int rows, int columns) {
    return Math.max(rows, columns) <= SMALL
        ? attribution.over(dots).style(ImageStyle.DOTS)
        : attribution.over(pixels).style(ImageStyle.BLENDED);
  }

  private static boolean isDark(BufferedImage image) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        sum += (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
      }
    }
    return sum < 3L * 255 * image.getWidth() * image.getHeight() / 2;
  }

  private static BufferedImage inverted(BufferedImage image) {
    BufferedImage other =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        other.setRGB(x, y, ~image.getRGB(x, y) & WHITE);
      }
    }
    return other;
  }
}
