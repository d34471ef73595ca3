package io.attributable.pictures;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A sound as a curve and as a spectrogram, each with what it says in colour over it. */
final class SoundPanels {
  private static final double CURVE = 84;
  private static final double SPECTROGRAM = 150;
  private static final double GAP = 10;
  private static final double TIME = 18;

  /** Of the axis. */
  static final double LEFT = 64;

  private static final double INNER = 6;
  private static final double LETTERS = 10.5;
  private static final double COVER = 0.75;
  private static final int LOUD = 0x30343c;
  private static final int SILENT = 0xffffff;

  private final Scale scale;
  private final double width;
  private final double[] samples;
  private final Stretches said;
  private final Spectrogram spectrogram;
  private final SoundStyle style;

  SoundPanels(
      Scale scale,
      double width,
      double[] samples,
      Stretches said,
      Spectrogram spectrogram,
      SoundStyle style) {
    this.scale = scale;
    this.width = width - LEFT;
    this.samples = samples;
    this.said = said;
    this.spectrogram = spectrogram;
    this.style = style;
  }

  double height() {
    return top() + (style == SoundStyle.CURVE ? CURVE : SPECTROGRAM) + TIME;
  }

  /** Where the last panel begins. */
  private double top() {
    return style == SoundStyle.BOTH ? CURVE + GAP : 0;
  }

  void draw(Canvas canvas, double rate) {
    if (style != SoundStyle.SPECTROGRAM) {
      canvas.group(LEFT, 0, "", this::curve);
    }
    if (style != SoundStyle.CURVE) {
      canvas.group(LEFT, top(), "", this::spectrogram);
    }
    Text text = Text.of("", LETTERS).with(Ink.MUTED);
    double baseline = height() - 5;
    canvas.write(text.words(Times.words(0, rate)), LEFT, baseline);
    Text end = text.with(Text.Anchor.END);
    canvas.write(end.words(Times.words(samples.length, rate)), LEFT + width, baseline);
  }

  /** Where the curve is dense it covers its ground, so that colours lie over it. */
  private void curve(Canvas canvas) {
    Range range = Range.of(samples);
    Rectangle2D box = new Rectangle2D.Double(0, 0, width, CURVE);
    canvas.box(0, 0, width, CURVE, Ink.of(SILENT));
    Curve curve = new Curve(samples, range, width, INNER, CURVE - INNER);
    canvas.stroke(curve.whole(), Ink.of(LOUD), 1.3);
    canvas.image(bands(), box, false);
    canvas.frame(0, 0, width, CURVE, Ink.LINE);
    ends(canvas, CURVE, Figures.plain(range.most()), Figures.plain(range.least()));
  }

  /** Colours that are the less transparent the more is said. */
  private BufferedImage bands() {
    int pixels = (int) width;
    BufferedImage bands = new BufferedImage(pixels, 1, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < pixels; x++) {
      bands.setRGB(x, 0, scale.cover(said.at((x + 0.5) / pixels), COVER));
    }
    return bands;
  }

  private void spectrogram(Canvas canvas) {
    Grid energies = spectrogram.grid();
    Range levels = Range.of(energies.values());
    int pixels = (int) width;
    int bins = energies.columns();
    BufferedImage image =
        Raster.draw(
            bins,
            pixels,
            width,
            SPECTROGRAM,
            (row, x) -> colour((x + 0.5) / pixels, energies, levels, bins - 1 - row));
    canvas.image(image, new Rectangle2D.Double(0, 0, width, SPECTROGRAM), false);
    canvas.frame(0, 0, width, SPECTROGRAM, Ink.LINE);
    ends(canvas, SPECTROGRAM, Figures.plain(spectrogram.highest()) + " Hz", "0 Hz");
  }

  private int colour(double share, Grid energies, Range levels, int bin) {
    double value = said.at(share);
    if (!Double.isFinite(value)) {
      return Raster.NO_NUMBER;
    }
    double energy = energies.at(spectrogram.frameOf(share * samples.length), bin);
    double loud = levels.share(energy, 0);
    // Squared, so that noise far below the loudest does not look like sound.
    int grey = Rgb.mix(SILENT, LOUD, loud * loud);
    return Rgb.mix(grey, scale.colour(value), COVER * Math.abs(scale.share(value)));
  }

  private static void ends(Canvas canvas, double height, String most, String least) {
    Text end = Text.of("", LETTERS).with(Text.Anchor.END).with(Ink.MUTED);
    canvas.write(end.words(most), -5, 11);
    canvas.write(end.words(least), -5, height - 4);
  }
}
