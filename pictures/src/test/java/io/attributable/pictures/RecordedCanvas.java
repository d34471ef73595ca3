package io.attributable.pictures;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is drawn on it. */
final class RecordedCanvas implements Canvas {
  final List<String> words = new ArrayList<>();
  final List<String> tooltips = new ArrayList<>();
  final List<BufferedImage> images = new ArrayList<>();
  final List<Rectangle2D> boxes = new ArrayList<>();

  static RecordedCanvas of(Picture picture) {
    RecordedCanvas canvas = new RecordedCanvas();
    picture.drawing().on(canvas);
    return canvas;
  }

  /** The colour of a place in an image of rows and columns. */
  static int colour(BufferedImage image, int rows, int columns, int row, int column) {
    int x = (2 * column + 1) * image.getWidth() / (2 * columns);
    int y = (2 * row + 1) * image.getHeight() / (2 * rows);
    return image.getRGB(x, y) & 0xffffff;
  }

  @Override
  public void fill(Shape shape, Ink ink) {
    boxes.add(shape.getBounds2D());
  }

  @Override
  public void stroke(Shape shape, Ink ink, double width) {}

  @Override
  public void write(Text text, double x, double baseline) {
    words.add(text.words());
  }

  @Override
  public void image(BufferedImage image, Rectangle2D box, boolean smooth) {
    images.add(image);
  }

  @Override
  public void group(double dx, double dy, String tooltip, Drawing inside) {
    if (!tooltip.isEmpty()) {
      tooltips.add(tooltip);
    }
    inside.on(this);
  }
}
