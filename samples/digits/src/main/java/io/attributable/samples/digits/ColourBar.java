package io.attributable.samples.digits;

import java.awt.image.BufferedImage;

/** The legend of every heat map: the colours from the largest negative value to the largest. */
final class ColourBar {
  private ColourBar() {}

  /**
   * The colours from left to right; zero is in the middle.
   *
   * @param width odd, so that one column is exactly zero
   */
  static BufferedImage draw(int width, int height) {
    BufferedImage bar = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double half = (width - 1) / 2.0;
    for (int x = 0; x < width; x++) {
      int colour = DivergingColours.of(x - half, half);
      for (int y = 0; y < height; y++) {
        bar.setRGB(x, y, colour);
      }
    }
    return bar;
  }
}
