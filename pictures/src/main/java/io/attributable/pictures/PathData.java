package io.attributable.pictures;

import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Shapes and numbers as SVG writes them. */
final class PathData {
  private static final int DECIMALS = 100;
  private static final int[] POINTS = {1, 1, 2, 3, 0};
  private static final String COMMANDS = "MLQCZ";

  private PathData() {}

  /** The content of attribute {@code d}. */
  static String of(Shape shape) {
    StringBuilder data = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      int segment = at.currentSegment(points);
      data.append(COMMANDS.charAt(segment));
      for (int i = 0; i < 2 * POINTS[segment]; i++) {
        data.append(i == 0 ? "" : " ").append(number(points[i]));
      }
    }
    return data.toString();
  }

  /** To a hundredth of a pixel, in few letters. */
  static String number(double value) {
    double rounded = (double) Math.round(value * DECIMALS) / DECIMALS;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < Integer.MAX_VALUE
        ? Integer.toString((int) rounded)
        : Double.toString(rounded);
  }
}
