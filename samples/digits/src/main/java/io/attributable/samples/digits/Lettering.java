package io.attributable.samples.digits;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;

/**
 * Writes lines of text between two margins of a picture. On a machine without fonts, as small
 * containers are, it writes nothing: the picture is worth having without its caption.
 */
final class Lettering {
  /** Against the left margin. */
  static final double LEFT = 0;

  /** Between the margins. */
  static final double CENTRE = 0.5;

  /** Against the right margin. */
  static final double RIGHT = 1;

  private final Graphics2D graphics;
  private final int leftMargin;
  private final int width;

  /** For one picture. */
  Lettering(Graphics2D graphics, int leftMargin, int width) {
    this.graphics = graphics;
    this.leftMargin = leftMargin;
    this.width = width;
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  /** Whether this machine can write at all. */
  static boolean possible() {
    return Probe.POSSIBLE;
  }

  /** One line; {@code align} is one of the constants above. */
  void write(String text, double align, int baseline, Font font, Color colour) {
    if (!possible()) {
      return;
    }
    graphics.setFont(font);
    graphics.setColor(colour);
    double length = font.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
    graphics.drawString(text, (float) (leftMargin + align * (width - length)), baseline);
  }

  /** Looks once whether there are fonts. */
  private static final class Probe {
    static final boolean POSSIBLE = writes();

    private static boolean writes() {
      try {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        return font.getStringBounds("0", new FontRenderContext(null, true, true)).getWidth() > 0;
      } catch (RuntimeException | LinkageError | InternalError e) {
        // Java has no other way to say that fontconfig, FreeType or every font is missing.
        return false;
      }
    }
  }
}
