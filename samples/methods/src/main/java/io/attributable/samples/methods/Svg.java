package io.attributable.samples.methods;

import java.util.Locale;

/** A drawing, as text. Positions and lengths are pixels at its own size. */
final class Svg {
  /** From here on, white letters are easier to read than black ones. */
  private static final double DARK = 0.6;

  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title) {
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' role='img'>",
        width, height, width);
    line("<title>%s</title>", title);
    line("<rect width='%d' height='%d' fill='#fff'/>", width, height);
  }

  void box(double x, double y, double width, double height, String colour) {
    line(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'"
            + " shape-rendering='crispEdges'/>",
        x, y, width, height, colour);
  }

  void frame(int x, int y, int width, int height) {
    line(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#888'/>",
        x, y, width, height);
  }

  /** A caption. */
  void words(int x, int y, String words) {
    line(
        "<text x='%d' y='%d' font-family='sans-serif' font-size='9' fill='#333'>%s</text>",
        x, y, words);
  }

  /** A word of a given width, on a ground of a colour's {@code share}. */
  void word(int x, int y, String word, int width, double share) {
    line(
        "<text x='%d' y='%d' font-family='monospace' font-size='11' textLength='%d'"
            + " fill='%s'>%s</text>",
        x, y, width, Math.abs(share) > DARK ? "#fff" : "#000", word);
  }

  String text() {
    return text + "</svg>\n";
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
