package io.attributable.pictures;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The colours of a scale with the values at its ends, and what they are measured in. */
final class Legend {
  static final double HEIGHT = 46;

  private static final double BAR = 10;
  private static final double WIDEST = 280;
  private static final int STEPS = 129;
  private static final double LETTERS = 11;

  private final Scale scale;

  Legend(Scale scale) {
    this.scale = scale;
  }

  /** Below what it belongs to, which is as wide as this. */
  void draw(Canvas canvas, double width) {
    double length = Math.min(width, WIDEST);
    BufferedImage bar = bar();
    canvas.image(bar, new Rectangle2D.Double(0, 0, length, BAR), false);
    canvas.frame(0, 0, length, BAR, Ink.LINE);
    canvas.write(text(least()), 0, BAR + 13);
    if (scale.look().sign() == Sign.ALL && scale.reach() > 0) {
      canvas.write(text("0").with(Text.Anchor.MIDDLE), length / 2, BAR + 13);
    }
    canvas.write(text(most()).with(Text.Anchor.END), length, BAR + 13);
    canvas.write(
        text(caption(scale.look()) + unknown()).with(Ink.MUTED).within(width), 0, BAR + 28);
  }

  private static Text text(String words) {
    return Text.of(words, LETTERS);
  }

  private BufferedImage bar() {
    Sign sign = scale.look().sign();
    double from = sign == Sign.ALL || sign == Sign.NEGATIVE ? -1 : 0;
    double to = sign == Sign.NEGATIVE ? 0 : 1;
    BufferedImage bar = new BufferedImage(STEPS, 1, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < STEPS; x++) {
      double share = scale.reach() == 0 ? 0 : from + (to - from) * x / (STEPS - 1);
      bar.setRGB(x, 0, scale.look().colours().rgb(share, sign));
    }
    return bar;
  }

  private String least() {
    Sign sign = scale.look().sign();
    return sign == Sign.ALL || sign == Sign.NEGATIVE ? end(-scale.reach(), "≤ ") : "0";
  }

  private String most() {
    return scale.look().sign() == Sign.NEGATIVE ? "0" : end(scale.reach(), "≥ ");
  }

  private String end(double value, String beyond) {
    String cut = scale.look().normalisation().outliers() > 0 && scale.reach() > 0 ? beyond : "";
    return cut
        + (scale.look().sign() == Sign.ABSOLUTE ? Figures.plain(value) : Figures.signed(value));
  }

  private String unknown() {
    return scale.unknown() > 0 ? " · grey: no number" : "";
  }

  /** What the values are. */
  static String caption(Look look) {
    String values =
        switch (look.sign()) {
          case ALL -> "attribution";
          case POSITIVE -> "attribution for the target";
          case NEGATIVE -> "attribution against the target";
          case ABSOLUTE -> "magnitude of the attribution";
        };
    return values + Words.inUnit(look);
  }
}
