package io.attributable.pictures;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The letters of all pictures: Liberation Sans, which comes along, so that pictures look the same
 * on every machine and need none of its fonts. It is as wide as Arial and Helvetica, which readers
 * of SVG may have instead. What it lacks (Chinese, emoji) is drawn with the machine's fonts where
 * there are any. Safe for any number of threads.
 */
final class Typeface {
  private static final String FILE = "LiberationSans-Regular.ttf";
  private static final Typeface ONLY = new Typeface();
  private static final Glyph SPACE = new Glyph(0.3, new Path2D.Double());

  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

  /**
   * A character at size 1.
   *
   * @param outline upright, above a baseline at 0, y downwards
   */
  private record Glyph(double advance, Path2D outline) {}

  private Typeface() {
    try (InputStream file = Objects.requireNonNull(Typeface.class.getResourceAsStream(FILE))) {
      font = new TTFParser().parse(new RandomAccessReadBuffer(file));
      characters = font.getUnicodeCmapLookup();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How wide a line is at size 1. */
  static double width(String line) {
    return line.codePoints().mapToDouble(character -> ONLY.glyph(character).advance).sum();
  }

  /** The outlines of a line at size 1 that begins at 0. */
  static Shape outline(String logical) {
    String line = leftToRight(logical);
    Path2D.Double all = new Path2D.Double();
    double x = 0;
    for (int character : line.codePoints().toArray()) {
      Glyph glyph = ONLY.glyph(character);
      all.append(glyph.outline.getPathIterator(AffineTransform.getTranslateInstance(x, 0)), false);
      x += glyph.advance;
    }
    return all;
  }

  /** Hebrew and Arabic as they are read on the page: a line of outlines has but one direction. */
  private static String leftToRight(String line) {
    if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
      return line;
    }
    Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int[] characters = line.codePoints().toArray();
    Object[] visual = new Object[characters.length];
    byte[] levels = new byte[characters.length];
    for (int i = 0, at = 0; i < characters.length; at += Character.charCount(characters[i++])) {
      visual[i] = Character.toString(characters[i]);
      levels[i] = (byte) bidi.getLevelAt(at);
    }
    Bidi.reorderVisually(levels, 0, visual, 0, visual.length);
    return Arrays.stream(visual).map(String::valueOf).collect(Collectors.joining());
  }

  private Glyph glyph(int character) {
    return glyphs.computeIfAbsent(character, this::read);
  }

  private synchronized Glyph read(int character) {
    int id = characters.getGlyphId(character);
    if (id == 0) {
      return Character.isWhitespace(character) ? SPACE : foreign(character);
    }
    try {
      double scale = 1.0 / font.getUnitsPerEm();
      Path2D outline = new Path2D.Double();
      var glyph = font.getGlyph().getGlyph(id);
      if (glyph != null) {
        outline.append(glyph.getPath(), false);
      }
      outline.transform(AffineTransform.getScaleInstance(scale, -scale));
      return new Glyph(font.getAdvanceWidth(id) * scale, outline);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Widths must not depend on the machine: what combines with the character before it has none, and
   * every other one is as wide as it is high.
   */
  private static Glyph foreign(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT ->
          new Glyph(0, new Path2D.Double());
      default -> new Glyph(1, MachineFonts.outline(character));
    };
  }
}
