package io.attributable.pictures;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * The colours of a scale with what its ends mean, and what the values are.
 *
 * @param level whether all is zero, so that there is one colour only
 * @param unknown whether there are values that are no numbers
 */
record Legend(
    Look look, boolean level, String least, String most, String caption, boolean unknown) {

  private static final double HEIGHT = 36;
  private static final double LINE = 15;
  private static final double BAR = 10;
  private static final double WIDEST = 280;
  private static final int STEPS = 129;
  private static final double LETTERS = 11;

  /** Of values on one scale. */
  static Legend of(Scale scale) {
    Look look = scale.look();
    boolean against = look.sign() == Sign.ALL || look.sign() == Sign.NEGATIVE;
    return new Legend(
        look,
        scale.reach() == 0,
        against ? end(scale, -1) : "0",
        look.sign() == Sign.NEGATIVE ? "0" : end(scale, 1),
        caption(look),
        scale.unknown() > 0);
  }

  /** Of pictures that have scales of their own. */
  static Legend ofSeveral(Look look) {
    boolean against = look.sign() == Sign.ALL || look.sign() == Sign.NEGATIVE;
    return new Legend(
        look,
        false,
        against ? "against" : "0",
        look.sign() == Sign.NEGATIVE ? "0" : "for",
        caption(look) + ", each on its own scale",
        false);
  }

  /** The same with other words about what the values are. */
  Legend with(String other) {
    return new Legend(look, level, least, most, other, unknown);
  }

  double height() {
    return unknown ? HEIGHT + LINE : HEIGHT;
  }

  /** Below what it belongs to, which is as wide as this. */
  void draw(Canvas canvas, double width) {
    double length = Math.min(width, WIDEST);
    canvas.image(bar(), new Rectangle2D.Double(0, 0, length, BAR), false);
    canvas.frame(0, 0, length, BAR, Ink.LINE);
    canvas.write(text(least), 0, BAR + 13);
    if (look.sign() == Sign.ALL && !level) {
      canvas.write(text("0").with(Text.Anchor.MIDDLE), length / 2, BAR + 13);
    }
    canvas.write(text(most).with(Text.Anchor.END), length, BAR + 13);
    canvas.write(text(caption).with(Ink.MUTED).within(width), 0, BAR + 28);
    if (unknown) {
      canvas.box(0, BAR + 28 + LINE - 8, 8, 8, Ink.of(ColourScale.UNKNOWN));
      canvas.write(text("no number").with(Ink.MUTED), 12, BAR + 28 + LINE);
    }
  }

  private BufferedImage bar() {
    Sign sign = look.sign();
    double from = sign == Sign.ALL || sign == Sign.NEGATIVE ? -1 : 0;
    double to = sign == Sign.NEGATIVE ? 0 : 1;
    BufferedImage bar = new BufferedImage(STEPS, 1, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < STEPS; x++) {
      double share = level ? 0 : from + (to - from) * x / (STEPS - 1);
      bar.setRGB(x, 0, look.colours().rgb(share, sign));
    }
    return bar;
  }

  private static Text text(String words) {
    return Text.of(words, LETTERS);
  }

  /** Where outliers share the last colour, the end says that there may be more. */
  private static String end(Scale scale, int side) {
    double value = side * scale.reach();
    boolean cut = scale.look().normalisation().outliers() > 0 && scale.reach() > 0;
    return (cut ? side < 0 ? "≤ " : "≥ " : "")
        + (scale.look().sign() == Sign.ABSOLUTE ? Figures.plain(value) : Figures.signed(value));
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
