package io.attributable.samples.digits;

import java.awt.image.BufferedImage;

/** An attribution as coloured squares, with the digit it belongs to as dots on top. */
final class HeatMap {
  private HeatMap() {}

  /**
   * A square picture whose colours reach from minus the attribution's {@link Grid#reach() reach} to
   * plus.
   *
   * @param side in pixels; a multiple of both grids' rows and columns
   */
  static BufferedImage draw(Grid attribution, Grid ink, int side) {
    float reach = attribution.reach();
    BufferedImage picture =
        Mosaic.draw(attribution, side, value -> DivergingColours.of(value, reach));
    Ink.dotsOver(picture, ink);
    return picture;
  }
}
