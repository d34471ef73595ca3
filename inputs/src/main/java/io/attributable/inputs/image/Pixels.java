package io.attributable.inputs.image;

import java.awt.image.BufferedImage;

/**
 * The pixels of a picture, 0 to 255, row by row. Not to be written to once made.
 *
 * @param grey whether red, green and blue are the same
 * @param transparent whether some pixel is not opaque
 * @param argb alpha, red, green and blue of each, as {@link BufferedImage#TYPE_INT_ARGB}
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of pixels; the record stays in this package.
record Pixels(int width, int height, boolean grey, boolean transparent, int[] argb) {

  /** The same pixels as a picture of Java. */
  BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, argb, 0, width);
    return image;
  }

  /** Opaque pixels: what is transparent lets the colour shine through. */
  Pixels on(int red, int green, int blue) {
    int[] mixed = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int alpha = Argb.alpha(argb[i]);
      mixed[i] =
          Argb.of(
              Argb.OPAQUE,
              mix(Argb.red(argb[i]), red, alpha),
              mix(Argb.green(argb[i]), green, alpha),
              mix(Argb.blue(argb[i]), blue, alpha));
    }
    return new Pixels(width, height, grey && red == green && green == blue, false, mixed);
  }

  private static int mix(int front, int back, int alpha) {
    return (front * alpha + back * (255 - alpha) + 127) / 255;
  }
}
