package io.attributable.pictures;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** What drawings are made on: pixels or SVG. Lengths are pixels at the picture's own size. */
interface Canvas {
  void fill(Shape shape, Ink ink);

  void stroke(Shape shape, Ink ink, double width);

  /** One line of text. */
  void write(Text text, double x, double baseline);

  /** An image stretched over a box; {@code smooth} for photographs, not for squares of numbers. */
  void image(BufferedImage image, Rectangle2D box, boolean smooth);

  /** What is drawn inside is moved; a tooltip that is not empty is shown where it is pointed at. */
  void group(double dx, double dy, String tooltip, Drawing inside);

  default void box(double x, double y, double width, double height, Ink ink) {
    fill(new Rectangle2D.Double(x, y, width, height), ink);
  }

  default void frame(double x, double y, double width, double height, Ink ink) {
    stroke(new Rectangle2D.Double(x, y, width, height), ink, 1);
  }

  default void line(double x1, double y1, double x2, double y2, Ink ink) {
    stroke(new java.awt.geom.Line2D.Double(x1, y1, x2, y2), ink, 1);
  }

  /** What a picture consists of. */
  interface Drawing {
    void on(Canvas canvas);
  }
}
