package io.attributable.pictures;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Characters that the own typeface lacks, by the fonts of the machine, if it has any. */
final class MachineFonts {
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  private MachineFonts() {}

  /** At size 1 in a square of side 1; a hollow box where no font has the character. */
  static Path2D outline(int character) {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
      if (font.canDisplay(character)) {
        return centred(font, Character.toString(character));
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Java has no other way to say that fontconfig, FreeType or every font is missing.
    }
    return box();
  }

  private static Path2D centred(Font font, String character) {
    var glyphs = font.createGlyphVector(EXACT, character);
    double advance = Math.max(glyphs.getLogicalBounds().getWidth(), 1e-3);
    double scale = Math.min(1, 1 / advance);
    AffineTransform move = AffineTransform.getTranslateInstance((1 - advance * scale) / 2, 0);
    move.scale(scale, scale);
    return new Path2D.Double(glyphs.getOutline(), move);
  }

  private static Path2D box() {
    Area box = new Area(new Rectangle2D.Double(0.15, -0.72, 0.7, 0.72));
    box.subtract(new Area(new Rectangle2D.Double(0.2, -0.67, 0.6, 0.62)));
    return new Path2D.Double(box);
  }
}
