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
  private static final double LETTERS = 10.5;
  private static final double LEFT = 64;
  private static final double INNER = 6;
  private static final double SHADED = 0.75;
  private static final int WHITE = 0xffffff;

  /** Of Okabe and Ito, told apart by every common kind of colour vision. */
  private static final int[] CURVES = {0x14171f, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

  private final Scale scale;
  private final double width;
  private final List<String> names;
  private final int panels;

  Panels(Scale scale, double width, List<String> names, int panels) {
    this.scale = scale;
    this.width = width - LEFT;
    this.names = names;
    this.panels = panels;
  }

  double height() {
    return panels * PANEL + (panels - 1) * GAP + TIME;
  }

  /** One channel; in a single panel the first brings the ground of all. */
  void draw(Canvas canvas, int channel, double[] series, double[] said, SeriesStyle style) {
    int panel = Math.min(channel, panels - 1);
    canvas.group(
        LEFT,
        panel * (PANEL + GAP),
        "",
        inside -> {
          if (channel == panel) {
            ground(inside, said, style);
          }
          curve(inside, channel, series, said, style);
          name(inside, channel, series);
        });
  }

  private void ground(Canvas canvas, double[] said, SeriesStyle style) {
    if (style == SeriesStyle.COLOURED) {
      canvas.box(0, 0, width, PANEL, Ink.of(WHITE));
    } else {
      Bins bins = new Bins(said.length, (int) width);
      BufferedImage bands =
          Raster.draw(
              1, bins.count(), bins.count(), 1, (row, bin) -> band(bins.loudest(said, bin)));
      canvas.image(bands, new Rectangle2D.Double(0, 0, width, PANEL), false);
    }
    canvas.frame(0, 0, width, PANEL, Ink.LINE);
  }

  /** A row of one pixel cannot be hatched: it is grey. */
  private int band(double value) {
    return Rgb.mix(WHITE, scale.plainColour(value), SHADED);
  }

  private void curve(
      Canvas canvas, int channel, double[] series, double[] said, SeriesStyle style) {
    Curve curve = new Curve(series, width, INNER, PANEL - INNER);
    if (style == SeriesStyle.COLOURED) {
      canvas.stroke(curve.whole(), Ink.of(0xb4b9c2), 3.4);
      Bins bins = new Bins(said.length, (int) width);
      for (int bin = 0; bin < bins.count(); bin++) {
        Path2D part = curve.part(bins.start(bin), Math.min(bins.start(bin + 1), said.length - 1));
        canvas.stroke(part, Ink.of(scale.plainColour(bins.loudest(said, bin))), 2.2);
      }
    } else {
      int colour = panels == names.size() ? CURVES[0] : CURVES[channel % CURVES.length];
      canvas.stroke(curve.whole(), Ink.of(colour), 1.3);
    }
  }

  private void name(Canvas canvas, int channel, double[] series) {
    boolean alone = panels == names.size();
    Curve curve = new Curve(series, width, INNER, PANEL - INNER);
    if (alone) {
      Text number = Text.of("", LETTERS).with(Text.Anchor.END).with(Ink.MUTED);
      canvas.write(number.words(Figures.plain(curve.most())), -5, 10);
      canvas.write(number.words(Figures.plain(curve.least())), -5, PANEL - 3);
    } else {
      int colour = CURVES[channel % CURVES.length];
      canvas.box(-LEFT, channel * 15 + 3, 7, 7, Ink.of(colour == CURVES[0] ? 0x575d69 : colour));
    }
    double left = alone ? -LEFT : -LEFT + 11;
    double y = alone ? PANEL / 2 + 4 : channel * 15 + 11;
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
