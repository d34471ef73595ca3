package io.attributable.samples.digits;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Enlarges numbers to a picture by the nearest neighbour: every square is one number, nothing is
 * smoothed or made up between them.
 */
final class Mosaic {
  private Mosaic() {}

  /** The colour of a number. */
  interface Palette {
    /** As 0xRRGGBB. */
    int colour(float value);
  }

  /**
   * A square picture.
   *
   * @param side in pixels; a multiple of the grid's rows and columns, so that all squares are equal
   */
  static BufferedImage draw(Grid grid, int side, Palette palette) {
    if (side % grid.rows() != 0 || side % grid.columns() != 0) {
      throw new IllegalArgumentException(
          side + " pixels cannot be shared by " + grid.rows() + "×" + grid.columns() + " squares.");
    }
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int width = side / grid.columns();
    int height = side / grid.rows();
    Graphics2D graphics = picture.createGraphics();
    for (int row = 0; row < grid.rows(); row++) {
      for (int column = 0; column < grid.columns(); column++) {
        graphics.setColor(new Color(palette.colour(grid.at(row, column))));
        graphics.fillRect(column * width, row * height, width, height);
      }
    }
    graphics.dispose();
    return picture;
  }
}
