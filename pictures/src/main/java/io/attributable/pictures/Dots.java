package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** A picture as halftone: one dot for each pixel, its area how dark the pixel is. */
final class Dots {
  private static final int MOST = 64;

  /** The diameter of the darkest pixel's dot, in pixels of the picture. */
  private static final double WIDEST = 0.56;

  /** The light ring that keeps a dot visible on the darkest colours. */
  private static final double RING = 0.09;

  private static final Color DOT = new Color(0x14, 0x17, 0x1f);
  private static final Color LIGHT = new Color(0xff, 0xff, 0xff, 0x8c);

  private Dots() {}

  /** Draws them over an image that shows the same area. */
  static void over(BufferedImage image, Pixels pixels) {
    if (pixels.rows() > MOST || pixels.columns() > MOST) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "style",
          "dots for " + pixels.rows() + " × " + pixels.columns() + " pixels",
          "another one for more than 64 pixels each way, such as BLENDED");
    }
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(
          (double) image.getWidth() / pixels.columns(), (double) image.getHeight() / pixels.rows());
      for (int row = 0; row < pixels.rows(); row++) {
        for (int column = 0; column < pixels.columns(); column++) {
          draw(graphics, row, column, 1 - (Rgb.grey(pixels.at(row, column)) & 0xff) / 255.0);
        }
      }
    } finally {
      graphics.dispose();
    }
  }

  private static void draw(Graphics2D graphics, int row, int column, double darkness) {
    if (darkness > 0) {
      double diameter = WIDEST * Math.sqrt(darkness);
      graphics.setColor(LIGHT);
      graphics.fill(circle(row, column, diameter + RING));
      graphics.setColor(DOT);
      graphics.fill(circle(row, column, diameter));
    }
  }

  private static Ellipse2D circle(int row, int column, double diameter) {
    double before = (1 - diameter) / 2;
    return new Ellipse2D.Double(column + before, row + before, diameter, diameter);
  }
}
