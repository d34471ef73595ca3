package io.attributable.samples.train;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.tensorflow.ndarray.FloatNdArray;

/** Draws digits, and below each how far every pixel spoke for (red) or against (blue) it. */
final class HeatMaps {
  private static final int CELL = 12;
  private static final int SIDE = 8 * CELL;
  private static final int GAP = 8;

  private HeatMaps() {}

  /** Writes a row of digits and a row of attributions, each scaled by its own largest value. */
  static void write(Path file, FloatNdArray images, FloatNdArray attributions) throws IOException {
    int count = (int) images.shape().get(0);
    BufferedImage picture =
        new BufferedImage(
            count * (SIDE + GAP) + GAP, 2 * (SIDE + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int i = 0; i < count; i++) {
      float largest = largest(attributions, i);
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
          float ink = images.getFloat(i, y, x, 0);
          float share = attributions.getFloat(i, y, x, 0) / largest;
          fill(pen, i, 0, x, y, new Color(1 - ink, 1 - ink, 1 - ink));
          fill(pen, i, 1, x, y, colour(share));
        }
      }
    }
    pen.dispose();
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  private static void fill(Graphics2D pen, int column, int row, int x, int y, Color colour) {
    pen.setColor(colour);
    pen.fillRect(
        GAP + column * (SIDE + GAP) + x * CELL, GAP + row * (SIDE + GAP) + y * CELL, CELL, CELL);
  }

  private static Color colour(float share) {
    float rest = 1 - Math.min(1, Math.abs(share));
    return share < 0 ? new Color(rest, rest, 1f) : new Color(1f, rest, rest);
  }

  private static float largest(FloatNdArray values, int example) {
    float largest = Float.MIN_NORMAL;
    for (var value : values.get(example).scalars()) {
      largest = Math.max(largest, Math.abs(value.getFloat()));
    }
    return largest;
  }
}
