package io.attributable.inputs.image;

/** The parts of a pixel, 0 to 255, in one number as Java's pictures have them. */
final class Argb {
  static final int OPAQUE = 0xFF;

  private Argb() {}

  static int of(int alpha, int red, int green, int blue) {
    return (alpha << 24) | (red << 16) | (green << 8) | blue;
  }

  static int alpha(int pixel) {
    return pixel >>> 24;
  }

  static int red(int pixel) {
    return (pixel >> 16) & 0xFF;
  }

  static int green(int pixel) {
    return (pixel >> 8) & 0xFF;
  }

  static int blue(int pixel) {
    return pixel & 0xFF;
  }
}
