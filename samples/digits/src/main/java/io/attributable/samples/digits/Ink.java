package io.attributable.samples.digits;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** Draws a digit's ink, each number from 0 (paper) to 1 (black). */
final class Ink {
  /** The diameter of the darkest pixel's dot, in pixels of the digit. */
  private static final double WIDEST_DOT = 0.56;

  /** The light ring that keeps a dot visible on the darkest colours. */
  private static final double RING = 0.09;

  private static final Color DOT_COLOUR = new Color(0x14, 0x17, 0x1f);
  private static final Color RING_COLOUR = new Color(0xff, 0xff, 0xff, 0x8c);

  private Ink() {}

  /**
   * The digit alone, every pixel a square.
   *
   * @param side in pixels; a multiple of the digit's rows and columns
   */
  static BufferedImage picture(Grid ink, int side) {
    return Mosaic.draw(ink, side, Ink::grey);
  }

  /**
   * The digit over a heat map, as halftone: one dot per pixel, its area the amount of ink. The
   * colour around the dots stays as it is, so that the legend stays true.
   */
  static void dotsOver(BufferedImage picture, Grid ink) {
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(
          (double) picture.getWidth() / ink.columns(), (double) picture.getHeight() / ink.rows());
      for (int row = 0; row < ink.rows(); row++) {
        for (int column = 0; column < ink.columns(); column++) {
          drawDot(graphics, row, column, ink.at(row, column));
        }
      }
    } finally {
      graphics.dispose();
    }
  }

  private static void drawDot(Graphics2D graphics, int row, int column, float ink) {
    if (ink > 0) {
      double diameter = WIDEST_DOT * Math.sqrt(ink);
      graphics.setColor(RING_COLOUR);
      graphics.fill(circle(row, column, diameter + RING));
      graphics.setColor(DOT_COLOUR);
      graphics.fill(circle(row, column, diameter));
    }
  }

  private static Ellipse2D circle(int row, int column, double diameter) {
    double margin = (1 - diameter) / 2;
    return new Ellipse2D.Double(column + margin, row + margin, diameter, diameter);
  }

  private static int grey(float ink) {
    int red = toward(DOT_COLOUR.getRed(), ink);
    int green = toward(DOT_COLOUR.getGreen(), ink);
    int blue = toward(DOT_COLOUR.getBlue(), ink);
    return red << 16 | green << 8 | blue;
  }

  private static int toward(int dark, float ink) {
    return Math.round(0xff + Math.max(0, Math.min(1, ink)) * (dark - 0xff));
  }
}
