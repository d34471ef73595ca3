package io.attributable.inputs.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the pixels of a decoded picture as they stand in the file. Java's own conversion would
 * brighten grey pictures, which it takes for linear, and follow colour profiles; neither TensorFlow
 * nor Pillow does.
 */
final class PixelReader {
  private final BufferedImage image;
  private final int bands;
  private final int[] shifts;
  private final boolean inks;

  private PixelReader(BufferedImage image) {
    this.image = image;
    this.bands = image.getRaster().getNumBands();
    this.inks = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK;
    this.shifts = new int[bands];
    for (int band = 0; band < bands; band++) {
      shifts[band] = image.getSampleModel().getSampleSize(band) - 8;
    }
  }

  static Pixels read(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model.isAlphaPremultiplied()) {
      image.coerceData(false);
    }
    int[] argb =
        model instanceof IndexColorModel || isOther(model)
            ? image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())
            : new PixelReader(image).read();
    boolean grey = true;
    boolean transparent = false;
    for (int pixel : argb) {
      grey &= Argb.red(pixel) == Argb.blue(pixel) && Argb.green(pixel) == Argb.blue(pixel);
      transparent |= Argb.alpha(pixel) != Argb.OPAQUE;
    }
    return new Pixels(image.getWidth(), image.getHeight(), grey, transparent, argb);
  }

  /** Neither grey nor red, green and blue, or with values that are no integers. */
  private static boolean isOther(ColorModel model) {
    int type = model.getColorSpace().getType();
    boolean known =
        type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB || type == ColorSpace.TYPE_CMYK;
    return !known || model.getTransferType() > DataBuffer.TYPE_INT;
  }

  private int[] read() {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int[] argb = new int[width * image.getHeight()];
    int[] row = new int[width * bands];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        argb[y * width + x] = pixel(row, x * bands);
      }
    }
    return argb;
  }

  private int pixel(int[] row, int at) {
    if (inks) {
      return inks(row, at);
    }
    boolean grey = bands < 3;
    int red = sample(row, at, 0);
    int green = grey ? red : sample(row, at, 1);
    int blue = grey ? red : sample(row, at, 2);
    int alpha = bands % 2 == 0 ? sample(row, at, bands - 1) : Argb.OPAQUE;
    return Argb.of(alpha, red, green, blue);
  }

  /** Of four inks (CMYK), as TensorFlow and Pillow do it: without a colour profile. */
  private int inks(int[] row, int at) {
    int light = 255 - sample(row, at, 3);
    int red = (255 - sample(row, at, 0)) * light / 255;
    int green = (255 - sample(row, at, 1)) * light / 255;
    int blue = (255 - sample(row, at, 2)) * light / 255;
    return Argb.of(Argb.OPAQUE, red, green, blue);
  }

  /** As TensorFlow and Pillow do it, sixteen bits lose their lower eight. */
  private int sample(int[] row, int at, int band) {
    int value = row[at + band];
    int shift = shifts[band];
    return shift >= 0 ? (value >> shift) & 0xFF : value * 255 / ((1 << (shift + 8)) - 1);
  }
}
