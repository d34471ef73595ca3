package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.tensorflow.ndarray.NdArray;

/**
 * A spectrogram in grey, with what each frame says of each frequency in colour over it. Time runs
 * to the right, frequencies rise to the top.
 *
 * <pre>{@code
 * Picture why = SpectrogramPicture.of(energies, attribution.tensor(), 0)
 *     .rate(100).frequencies(0, 8_000).draw();
 * }</pre>
 */
public final class SpectrogramPicture extends PictureKind<SpectrogramPicture> {
  private static final String WHAT = "a spectrogram";
  private static final int USUAL_WIDTH = 560;
  private static final double HEIGHT = 200;
  private static final double LEFT = 64;
  private static final double TIME = 18;
  private static final double LETTERS = 10.5;
  private static final double COVER = 0.9;
  private static final int LOUD = 0x30343c;
  private static final int SILENT = 0xffffff;

  private final Grid energies;
  private final Grid attributions;
  private final double rate;
  private final double lowest;
  private final double highest;

  private SpectrogramPicture(
      Look look, Grid energies, Grid attributions, double rate, double lowest, double highest) {
    super(look);
    this.energies = energies;
    this.attributions = attributions;
    this.rate = rate;
    this.lowest = lowest;
    this.highest = highest;
  }

  /**
   * Of {@code [frames, bins]} or {@code [frames, bins, 1]}, both of one shape, also as a batch of
   * one.
   *
   * @param energies as the model has them, such as decibels: the least is drawn white, the most
   *     nearly black
   * @throws AttributionException PICTURE_VALUES
   */
  public static SpectrogramPicture of(NdArray<?> energies, NdArray<?> attributions) {
    return of(energies, Numbers.of(attributions, WHAT));
  }

  /**
   * Of one example: {@code [examples, frames, bins]} or {@code [examples, frames, bins, 1]}.
   *
   * @param energies that example's {@code [frames, bins]}
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static SpectrogramPicture of(NdArray<?> energies, AttributedTensor tensor, int example) {
    return of(energies, Numbers.of(tensor, example, WHAT));
  }

  private static SpectrogramPicture of(NdArray<?> energies, Numbers attributions) {
    Grid below = grid(Numbers.of(energies, WHAT));
    Grid above = grid(attributions);
    if (below.rows() != above.rows() || below.columns() != above.columns()) {
      throw attributions.refused(
          WHAT,
          "the spectrogram itself has " + below.rows() + " frames of " + below.columns() + " bins",
          "that shape");
    }
    return new SpectrogramPicture(Look.PLAIN, below, above, 0, 0, 0);
  }

  /** A single frame is no spectrogram, so that a first dimension of 1 is a batch. */
  private static Grid grid(Numbers numbers) {
    return Grid.of(numbers.withoutBatch(numbers.rank() - 1), WHAT);
  }

  @Override
  SpectrogramPicture with(Look other) {
    return new SpectrogramPicture(other, energies, attributions, rate, lowest, highest);
  }

  /**
   * Frames per second, so that time is told in seconds; in steps unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public SpectrogramPicture rate(double framesPerSecond) {
    if (!(framesPerSecond > 0 && Double.isFinite(framesPerSecond))) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "rate", framesPerSecond, "above 0 frames per second");
    }
    return new SpectrogramPicture(look, energies, attributions, framesPerSecond, lowest, highest);
  }

  /**
   * The frequencies of the first and the last bin, in Hz; bins are counted unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public SpectrogramPicture frequencies(double first, double last) {
    if (!(first >= 0 && last > first && Double.isFinite(last))) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "frequencies",
          first + " to " + last,
          "from 0 Hz on, the last above the first");
    }
    return new SpectrogramPicture(look, energies, attributions, rate, first, last);
  }

  @Override
  public Picture draw() {
    Scale scale = Scale.of(look, attributions.values());
    double width = look.widthOr(USUAL_WIDTH, LEFT);
    int bins = energies.columns();
    Range levels = Range.of(energies.values());
    BufferedImage image =
        Raster.draw(
            bins,
            energies.rows(),
            width - LEFT,
            HEIGHT,
            (row, frame) -> colour(scale, levels, frame, bins - 1 - row));
    return Frame.around(
        look,
        scale,
        width,
        HEIGHT + TIME,
        MapWords.of(shown(), attributions, look, this::place),
        canvas -> {
          canvas.image(image, new Rectangle2D.Double(LEFT, 0, width - LEFT, HEIGHT), false);
          canvas.frame(LEFT, 0, width - LEFT, HEIGHT, Ink.LINE);
          axes(canvas, width);
        });
  }

  /** The more a place says, the more its colour covers the grey. */
  private int colour(Scale scale, Range levels, int frame, int bin) {
    double value = attributions.at(frame, bin);
    double energy = energies.at(frame, bin);
    if (!Double.isFinite(value) || !Double.isFinite(energy)) {
      return Raster.NO_NUMBER;
    }
    int grey = Rgb.mix(SILENT, LOUD, levels.share(energy, 0));
    return Rgb.mix(grey, scale.colour(value), COVER * Math.abs(scale.share(value)));
  }

  private void axes(Canvas canvas, double width) {
    Text text = Text.of("", LETTERS).with(Ink.MUTED);
    Text end = text.with(Text.Anchor.END);
    canvas.write(end.words(frequency(energies.columns() - 1)), LEFT - 5, 10);
    canvas.write(end.words(frequency(0)), LEFT - 5, HEIGHT - 2);
    canvas.write(text.words(Times.words(0, rate)), LEFT, HEIGHT + TIME - 5);
    canvas.write(end.words(Times.words(energies.rows() - 1, rate)), width, HEIGHT + TIME - 5);
  }

  private String frequency(int bin) {
    double share = energies.columns() == 1 ? 0 : (double) bin / (energies.columns() - 1);
    return highest == 0 ? "bin " + bin : Figures.plain(lowest + share * (highest - lowest)) + " Hz";
  }

  private String place(int frame, int bin) {
    return Times.words(frame, rate) + ", " + frequency(bin);
  }

  private String shown() {
    return "Spectrogram of "
        + energies.rows()
        + " frames and "
        + energies.columns()
        + " frequencies with their attributions";
  }
}
