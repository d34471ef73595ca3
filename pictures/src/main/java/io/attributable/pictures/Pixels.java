package io.attributable.pictures;

import java.awt.image.BufferedImage;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.StdArrays;

/** A picture that was explained, to be drawn below its attribution. Immutable. */
public final class Pixels {
  private static final String WHAT = "pixels";
  private static final int GREY = 1;
  private static final int COLOURS = 3;

  private final BufferedImage image;

  private Pixels(BufferedImage image) {
    this.image = image;
  }

  /** Those of an image; what is transparent is laid over white. Copied. */
  public static Pixels of(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = image.getRGB(x, y);
        copy.setRGB(x, y, Rgb.mix(0xffffff, argb & 0xffffff, (argb >>> 24) / 255.0));
      }
    }
    return new Pixels(copy);
  }

  /**
   * What a model was fed: {@code [rows, columns]}, {@code [rows, columns, 1]} or {@code [rows,
   * columns, 3]} (red, green, blue), or a batch of one of these. Numbers are from 0 to 1 if none is
   * above 1, else from 0 to 255, as captum has it; others are cut to these.
   *
   * @throws io.attributable.AttributionException PICTURE_VALUES
   */
  public static Pixels of(NdArray<?> array) {
    Numbers numbers = Numbers.of(array, WHAT);
    double most = 0;
    for (double value : numbers.values()) {
      most = Math.max(most, value);
    }
    return of(numbers, 0, most <= 1 ? 1 : 255);
  }

  /** The same from {@code [rows][columns][channels]}. */
  public static Pixels of(float[][][] array) {
    return of(StdArrays.ndCopyOf(array));
  }

  /**
   * The same for models that take numbers of another range, such as -1 to 1.
   *
   * @param black the number that is black
   * @param white the number that is white
   * @throws io.attributable.AttributionException PICTURE_VALUES
   */
  public static Pixels of(NdArray<?> array, double black, double white) {
    return of(Numbers.of(array, WHAT), black, white);
  }

  private static Pixels of(Numbers given, double black, double white) {
    Numbers numbers = given.rank() == 4 ? given.withoutBatch(3) : given;
    int channels = numbers.rank() == 2 ? GREY : numbers.rank() == 3 ? numbers.length(2) : 0;
    if (channels != GREY && channels != COLOURS) {
      throw given.refused(
          WHAT, "pixels have one or three channels", "[rows, columns], or 1 or 3 channels after");
    }
    int columns = numbers.length(1);
    BufferedImage image = new BufferedImage(columns, numbers.length(0), BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < image.getWidth() * image.getHeight(); pixel++) {
      int rgb = 0;
      for (int part = 0; part < COLOURS; part++) {
        double value = numbers.values()[pixel * channels + (channels == GREY ? 0 : part)];
        rgb = rgb << 8 | byteOf((value - black) / (white - black));
      }
      image.setRGB(pixel % columns, pixel / columns, rgb);
    }
    return new Pixels(image);
  }

  /** Cut off as captum does; what is no number is black. */
  private static int byteOf(double share) {
    return (int) Math.max(0, Math.min(255, share * 255));
  }

  int rows() {
    return image.getHeight();
  }

  int columns() {
    return image.getWidth();
  }

  /** 0xRRGGBB. */
  int at(int row, int column) {
    return image.getRGB(column, row) & 0xffffff;
  }
}
