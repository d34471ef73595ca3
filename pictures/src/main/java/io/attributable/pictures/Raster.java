package io.attributable.pictures;

import java.awt.image.BufferedImage;

/** Colours in rows and columns, as pixels. What is no number is hatched, at any size. */
final class Raster {
  /** Stands for "no number" among colours. */
  static final int NO_NUMBER = -1;

  private static final int STRIPE = 3;
  private static final int STRIPE_COLOUR = 0xc9ccd2;

  private Raster() {}

  /** The colour of a place: 0xRRGGBB or {@link #NO_NUMBER}. */
  interface Colours {
    int at(int row, int column);
  }

  /** Every place a box; as many pixels for each as fill the size, so that edges stay sharp. */
  static BufferedImage draw(int rows, int columns, double width, double height, Colours colours) {
    int across = Math.max(1, (int) Math.ceil(width / columns));
    int down = Math.max(1, (int) Math.ceil(height / rows));
    BufferedImage image =
        new BufferedImage(columns * across, rows * down, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int colour = colours.at(y / down, x / across);
        image.setRGB(x, y, colour == NO_NUMBER ? hatched(x, y) : colour);
      }
    }
    return image;
  }

  private static int hatched(int x, int y) {
    return (x + y) / STRIPE % 2 == 0 ? ColourScale.UNKNOWN : STRIPE_COLOUR;
  }
}
