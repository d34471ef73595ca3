package io.attributable.pictures;

import java.awt.geom.Path2D;
import java.util.Arrays;

/** A series as a line in a panel; steps that are no numbers are gaps. */
final class Curve {
  private final double[] series;
  private final double width;
  private final double top;
  private final double bottom;
  private final Range range;

  /** Each step lies in the middle of its share of the width. */
  Curve(double[] series, Range range, double width, double top, double bottom) {
    this.series = series;
    this.range = range;
    this.width = width;
    this.top = top;
    this.bottom = bottom;
  }

  /** The whole line; where steps are denser than pixels, from the least to the most of each. */
  Path2D whole() {
    if (series.length <= 2 * width) {
      return part(0, series.length - 1);
    }
    Path2D line = new Path2D.Double();
    Bins bins = new Bins(series.length, (int) width);
    for (int bin = 0; bin < bins.count(); bin++) {
      double[] inside = Arrays.copyOfRange(series, bins.start(bin), bins.start(bin + 1));
      double[] finite = Arrays.stream(inside).filter(Double::isFinite).sorted().toArray();
      if (finite.length > 0) {
        double x = x(bins.start(bin));
        go(line, x, y(finite[0]));
        line.lineTo(x, y(finite[finite.length - 1]));
      }
    }
    return line;
  }

  /** The line from one step to another. */
  Path2D part(int from, int to) {
    Path2D line = new Path2D.Double();
    boolean gap = true;
    for (int i = from; i <= to; i++) {
      if (Double.isFinite(series[i])) {
        if (gap) {
          line.moveTo(x(i), y(series[i]));
        } else {
          line.lineTo(x(i), y(series[i]));
        }
      }
      gap = !Double.isFinite(series[i]);
    }
    return line;
  }

  private static void go(Path2D line, double x, double y) {
    if (line.getCurrentPoint() == null) {
      line.moveTo(x, y);
    } else {
      line.lineTo(x, y);
    }
  }

  private double x(int step) {
    return (step + 0.5) / series.length * width;
  }

  private double y(double value) {
    return bottom - range.share(value, 0.5) * (bottom - top);
  }
}
