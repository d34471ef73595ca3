package io.attributable.samples.methods;

import java.util.List;

/** A sentence once for each method, its words shaded by what the method says, as SVG. */
final class ShadedText {
  private static final int LETTER = 7;
  private static final int SPACE = 6;
  private static final int LINE = 36;
  private static final int MARGIN = 10;
  private static final int BOX = 17;

  private ShadedText() {}

  /** A drawing of all of them; what speaks for the target is red, what speaks against it blue. */
  static String svg(List<String> words, List<Values> lines) {
    Svg svg =
        new Svg(
            2 * MARGIN + words.stream().mapToInt(word -> word.length() * LETTER + SPACE).sum(),
            MARGIN + lines.size() * LINE,
            "One sentence, and what each method says of its words");
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, words, lines.get(i), MARGIN + i * LINE);
    }
    return svg.text();
  }

  private static void draw(Svg svg, List<String> words, Values values, int top) {
    svg.words(MARGIN, top + 9, values.name());
    double reach = values.reach();
    int left = MARGIN;
    for (int i = 0; i < words.size(); i++) {
      int width = words.get(i).length() * LETTER + SPACE;
      double share = reach == 0 ? 0 : values.rows().get(0).get(i) / reach;
      svg.box(left, top + 13, width - 1, BOX, Colours.of(share, 1));
      svg.word(left + SPACE / 2, top + 25, words.get(i), words.get(i).length() * LETTER, share);
      left += width;
    }
  }
}
