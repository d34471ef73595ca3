package io.attributable.samples.methods;

import java.util.List;
import java.util.Locale;

/** Pictures side by side, each with its name below it, as SVG. */
final class Mosaic {
  private static final int COLUMNS = 4;
  private static final int SIDE = 96;
  private static final int GAP = 14;
  private static final int CAPTION = 22;

  private Mosaic() {}

  /** A drawing of all of them; positive values red, negative ones blue, each by its own scale. */
  static String svg(List<Values> pictures) {
    int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
    Svg svg =
        new Svg(
            GAP + COLUMNS * (SIDE + GAP),
            GAP + rows * (SIDE + CAPTION),
            "One handwritten digit, and what each method says of it");
    for (int i = 0; i < pictures.size(); i++) {
      int left = GAP + i % COLUMNS * (SIDE + GAP);
      int top = GAP + i / COLUMNS * (SIDE + CAPTION);
      draw(svg, pictures.get(i), left, top);
    }
    return svg.text();
  }

  private static void draw(Svg svg, Values values, int left, int top) {
    double reach = values.reach();
    double height = (double) SIDE / values.rows().size();
    for (int y = 0; y < values.rows().size(); y++) {
      List<Double> row = values.rows().get(y);
      double width = (double) SIDE / row.size();
      for (int x = 0; x < row.size(); x++) {
        svg.box(left + x * width, top + y * height, width, height, Colours.of(row.get(x), reach));
      }
    }
    svg.frame(left, top, SIDE, SIDE);
    svg.words(left, top + SIDE + 12, values.name().toLowerCase(Locale.ROOT));
  }
}
