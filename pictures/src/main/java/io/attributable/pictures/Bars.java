package io.attributable.pictures;

import java.awt.geom.Line2D;
import java.util.List;

/** Rows of bars: the feature's name and value, the bar, and its number behind it. */
final class Bars {
  static final double ROW = 24;
  private static final double BAR = 15;
  private static final double LETTERS = 12;
  private static final double GAP = 8;
  private static final double NAMES = 0.36;
  private static final double NUMBER = 58;
  private static final double CAPTION = 22;
  private static final double SHADE = 0.62;

  private final Look look;
  private final int rows;
  private final double width;
  private final double names;
  private double least;
  private double most;

  Bars(Look look, List<Features.Bar> bars, double width) {
    this.look = look;
    this.rows = bars.size();
    this.width = width;
    double widest = bars.stream().mapToDouble(bar -> label(bar).width()).max().orElse(0);
    this.names = Math.min(widest, NAMES * width);
  }

  /** Makes room for bars that begin at one value and end at others. */
  void reachOver(double from, double... ends) {
    least = from;
    most = from;
    for (double end : ends) {
      if (Double.isFinite(end)) {
        least = Math.min(least, end);
        most = Math.max(most, end);
      }
    }
    if (least == most) {
      most = least + 1;
    }
  }

  double height(boolean captioned) {
    return rows * ROW + (captioned ? CAPTION : 0);
  }

  /** Where a value lies. */
  double x(double value) {
    double left = names + GAP + (least < most && hasRoomLeft() ? NUMBER : 0);
    double right = width - NUMBER;
    return left + (value - least) / (most - least) * (right - left);
  }

  /** Numbers of bars to the left of where they begin stand left of them. */
  private boolean hasRoomLeft() {
    return least < 0 || look.sign() == Sign.ALL;
  }

  void axis(Canvas canvas, double value) {
    canvas.line(x(value), 0, x(value), rows * ROW, Ink.LINE);
  }

  void row(Canvas canvas, int row, Features.Bar bar, double from, double to) {
    canvas.group(0, row * ROW, bar.tooltip(), inside -> draw(inside, bar, from, to));
  }

  private void draw(Canvas canvas, Features.Bar bar, double from, double to) {
    double baseline = (ROW + LETTERS) / 2 - 1.5;
    canvas.write(label(bar).within(names), 0, baseline);
    if (!Double.isFinite(bar.amount())) {
      Text text = Text.of(Figures.signed(bar.amount()) + ", no number", LETTERS).with(Ink.MUTED);
      canvas.write(text, x(from) + GAP / 2, baseline);
      return;
    }
    boolean falls = to < from;
    double left = Math.min(x(from), x(to));
    double length = Math.max(Math.abs(x(to) - x(from)), to == from ? 0 : 0.75);
    canvas.box(left, (ROW - BAR) / 2, length, BAR, Ink.of(colour(falls)));
    String number =
        look.sign() == Sign.ABSOLUTE
            ? Figures.plain(Math.abs(bar.amount()))
            : Figures.signed(to - from);
    canvas.write(
        Text.of(number, LETTERS).with(falls ? Text.Anchor.END : Text.Anchor.START),
        falls ? left - GAP / 2 : left + length + GAP / 2,
        baseline);
  }

  /** A row without a bar: a line at a value, and the value. */
  void mark(Canvas canvas, int row, Features.Bar bar, double value) {
    canvas.group(
        0,
        row * ROW,
        bar.tooltip(),
        inside -> {
          Text label = label(bar).inBold().within(names);
          inside.write(label, 0, (ROW + LETTERS) / 2 - 1.5);
          inside.stroke(
              new Line2D.Double(x(value), (ROW - BAR) / 2, x(value), (ROW + BAR) / 2), Ink.TEXT, 2);
        });
  }

  /** Joins the end of a row to the beginning of the next. */
  void joint(Canvas canvas, int row, double value) {
    canvas.line(x(value), row * ROW + ROW / 2, x(value), (row + 1) * ROW + ROW / 2, Ink.LINE);
  }

  private int colour(boolean falls) {
    return look.colours().rgb(falls ? -SHADE : SHADE, look.sign());
  }

  private static Text label(Features.Bar bar) {
    String value = bar.value().isEmpty() ? "" : " = " + bar.value();
    return Text.of(bar.name() + value, LETTERS);
  }

  void caption(Canvas canvas, String words) {
    double left = names + GAP;
    Text caption = Text.of(words, LETTERS - 1).with(Ink.MUTED).within(width - left);
    canvas.write(caption, left, rows * ROW + CAPTION - 7);
  }
}
