package io.attributable.pictures;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Curves over time, one above the other. */
final class Panels {
  private static final double PANEL = 84;
  private static final double GAP = 10;
  private static final double TIME = 18;
  private static final double NAME = 15;
  private static final double LETTERS = 10.5;

  /** Of the axis. */
  static final double LEFT = 64;

  private static final double INNER = 6;
  private static final double SHADED = 0.75;
  private static final int WHITE = 0xffffff;

  /** Of Okabe and Ito, told apart by every common kind of colour vision. */
  private static final int[] CURVES = {0x14171f, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

  /** The first curve's, which is seen on dark pages, too. */
  private static final int DARK = 0x575d69;

  private final Scale scale;
  private final double width;
  private final List<String> names;
  private final Range shared;
  private final boolean together;
  private final double panel;

  /**
   * Room for channels.
   *
   * @param shared the range of all of them, which one panel has
   * @param together whether there is one panel only
   */
  Panels(Scale scale, double width, List<String> names, Range shared, boolean together) {
    this.scale = scale;
    this.width = width - LEFT;
    this.names = names;
    this.shared = shared;
    this.together = together;
    this.panel = together ? Math.max(PANEL, names.size() * NAME + 2 * INNER) : PANEL;
  }

  double height() {
    return (together ? panel : names.size() * (panel + GAP) - GAP) + TIME;
  }

  /** One channel; in a single panel the first brings the ground of all. */
  void draw(Canvas canvas, int channel, double[] series, double[] said, SeriesStyle style) {
    Range range = together ? shared : Range.of(series);
    boolean covered = style == SeriesStyle.SHADED && series.length > 2 * width;
    canvas.group(
        LEFT,
        together ? 0 : channel * (panel + GAP),
        "",
        inside -> {
          if (!together || channel == 0) {
            ground(inside, covered ? new double[1] : said, style);
            ends(inside, range);
          }
          curve(
              inside, channel, new Curve(series, range, width, INNER, panel - INNER), said, style);
          if (covered) {
            cover(inside, said);
          }
          name(inside, channel);
        });
  }

  private void ground(Canvas canvas, double[] said, SeriesStyle style) {
    if (style == SeriesStyle.COLOURED) {
      canvas.box(0, 0, width, panel, Ink.of(WHITE));
    } else {
      Bins bins = new Bins(said.length, (int) width);
      BufferedImage bands =
          Raster.draw(
              1, bins.count(), bins.count(), 1, (row, bin) -> band(bins.loudest(said, bin)));
      canvas.image(bands, new Rectangle2D.Double(0, 0, width, panel), false);
    }
    canvas.frame(0, 0, width, panel, Ink.LINE);
  }

  /**
   * A curve so dense covers its ground, so that colours lie over it, the less to be seen through.
   */
  private void cover(Canvas canvas, double[] said) {
    Bins bins = new Bins(said.length, (int) width);
    BufferedImage bands = new BufferedImage(bins.count(), 1, BufferedImage.TYPE_INT_ARGB);
    for (int bin = 0; bin < bins.count(); bin++) {
      bands.setRGB(bin, 0, scale.cover(bins.loudest(said, bin), SHADED));
    }
    canvas.image(bands, new Rectangle2D.Double(0, 0, width, panel), false);
    canvas.frame(0, 0, width, panel, Ink.LINE);
  }

  /** A row of one pixel cannot be hatched: it is grey. */
  private int band(double value) {
    return Rgb.mix(WHITE, scale.plainColour(value), SHADED);
  }

  private void curve(Canvas canvas, int channel, Curve curve, double[] said, SeriesStyle style) {
    if (style == SeriesStyle.COLOURED) {
      canvas.stroke(curve.whole(), Ink.of(0xb4b9c2), 3.4);
      Bins bins = new Bins(said.length, (int) width);
      for (int bin = 0; bin < bins.count(); bin++) {
        Path2D part = curve.part(bins.start(bin), Math.min(bins.start(bin + 1), said.length - 1));
        canvas.stroke(part, Ink.of(scale.plainColour(bins.loudest(said, bin))), 2.2);
      }
    } else {
      canvas.stroke(curve.whole(), Ink.of(together ? colour(channel) : CURVES[0]), 1.3);
    }
  }

  private static int colour(int channel) {
    return CURVES[channel % CURVES.length];
  }

  private void ends(Canvas canvas, Range range) {
    Ink ink = together ? Ink.of(DARK) : Ink.MUTED;
    Text number = Text.of("", LETTERS).with(Text.Anchor.END).with(ink);
    double right = together ? width : -5;
    double inside = together ? -5 : 0;
    canvas.write(number.words(Figures.plain(range.most())), right + inside, 11);
    canvas.write(number.words(Figures.plain(range.least())), right + inside, panel - 4);
  }

  /** Beside its panel, or in a list beside all, each with its colour. */
  private void name(Canvas canvas, int channel) {
    if (together) {
      int colour = channel % CURVES.length == 0 ? DARK : colour(channel);
      canvas.box(-LEFT, channel * NAME + INNER, 7, 7, Ink.of(colour));
    }
    double left = together ? 11 - LEFT : -LEFT;
    double y = together ? channel * NAME + INNER + 8 : panel / 2 + 4;
    canvas.write(Text.of(names.get(channel), LETTERS).within(-left - 5), left, y);
  }

  void time(Canvas canvas, int steps, double rate) {
    double baseline = height() - 5;
    Text text = Text.of("", LETTERS).with(Ink.MUTED);
    canvas.write(text.words(Times.words(0, rate)), LEFT, baseline);
    canvas.write(
        text.with(Text.Anchor.END).words(Times.words(steps - 1, rate)), LEFT + width, baseline);
  }
}
