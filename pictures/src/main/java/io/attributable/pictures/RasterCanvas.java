package io.attributable.pictures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws pixels, with Java's own rasteriser: no fonts and no screen are needed. */
final class RasterCanvas implements Canvas {
  /** How much wider letters in bold are drawn, at size 1. */
  private static final double BOLD = 0.035;

  private final Graphics2D graphics;

  private RasterCanvas(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * A drawing as pixels.
   *
   * @param scale how many pixels one length of the drawing is
   */
  static BufferedImage draw(Picture picture, double scale) {
    int width = (int) Math.ceil(picture.width() * scale);
    int height = (int) Math.ceil(picture.height() * scale);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(scale, scale);
      RasterCanvas canvas = new RasterCanvas(graphics);
      canvas.box(0, 0, picture.width(), picture.height(), Ink.PAPER);
      picture.drawing().on(canvas);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  @Override
  public void fill(Shape shape, Ink ink) {
    graphics.setColor(colour(ink));
    graphics.fill(shape);
  }

  @Override
  public void stroke(Shape shape, Ink ink, double width) {
    graphics.setColor(colour(ink));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  @Override
  public void write(Text text, double x, double baseline) {
    AffineTransform place =
        AffineTransform.getTranslateInstance(x - text.anchor().share * text.width(), baseline);
    place.scale(text.size(), text.size());
    Shape letters = place.createTransformedShape(Typeface.outline(text.words()));
    fill(letters, text.ink());
    if (text.bold()) {
      stroke(letters, text.ink(), BOLD * text.size());
    }
  }

  @Override
  public void image(BufferedImage image, Rectangle2D box, boolean smooth) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
    place.scale(box.getWidth() / image.getWidth(), box.getHeight() / image.getHeight());
    graphics.drawImage(image, place, null);
  }

  @Override
  public void group(double dx, double dy, String tooltip, Drawing inside) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(dx, dy);
    inside.on(this);
    graphics.setTransform(before);
  }

  private static Color colour(Ink ink) {
    return new Color(
        ink.rgb() >> 16 & 0xff,
        ink.rgb() >> 8 & 0xff,
        ink.rgb() & 0xff,
        (int) Math.round(255 * ink.opacity()));
  }
}
