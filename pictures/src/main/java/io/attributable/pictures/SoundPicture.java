package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;

/**
 * A sound of which the model takes the samples: when it says what, on the curve and over a
 * spectrogram. Attributions of samples change their sign as fast as the sound itself; what is shown
 * is what they add up to in each stretch of time, so that all that is shown adds up to all there
 * is. For models that take a spectrogram there is {@link SpectrogramPicture}.
 *
 * <pre>{@code
 * Picture why = SoundPicture.of(samples, 16_000, attribution.tensor(), 0).draw();
 * }</pre>
 */
public final class SoundPicture extends PictureKind<SoundPicture> {
  private static final String WHAT = "a sound";
  private static final int USUAL_WIDTH = 560;
  private static final int MOST_STRETCHES = 140;
  private static final double MILLIS = 1_000;

  private final double[] samples;
  private final double[] attributions;
  private final double rate;
  private final Spectrogram spectrogram;
  private final SoundStyle style;

  private SoundPicture(
      Look look,
      double[] samples,
      double[] attributions,
      double rate,
      Spectrogram spectrogram,
      SoundStyle style) {
    super(look);
    this.samples = samples;
    this.attributions = attributions;
    this.rate = rate;
    this.spectrogram = spectrogram;
    this.style = style;
  }

  /**
   * Of {@code [samples]} or {@code [samples, 1]}, both of as many samples, or as batches of one.
   *
   * @param samples what the model was fed
   * @param rate samples per second
   * @throws AttributionException PICTURE_VALUES, PICTURE_SETTING
   */
  public static SoundPicture of(NdArray<?> samples, double rate, NdArray<?> attributions) {
    return of(samples, rate, Numbers.of(attributions, WHAT));
  }

  /**
   * Of one example: {@code [examples, samples]} or {@code [examples, samples, 1]}.
   *
   * @param samples that example's {@code [samples]}
   * @param rate samples per second
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES, PICTURE_SETTING
   */
  public static SoundPicture of(
      NdArray<?> samples, double rate, AttributedTensor tensor, int example) {
    return of(samples, rate, Numbers.of(tensor, example, WHAT));
  }

  private static SoundPicture of(NdArray<?> samples, double rate, Numbers attributions) {
    Spectrogram spectrogram = Spectrogram.of(samples, rate);
    double[] values = Spectrogram.samples(Numbers.of(samples, WHAT));
    double[] said = Spectrogram.samples(attributions);
    if (values.length != said.length) {
      throw attributions.refused(
          WHAT, "the sound itself has " + values.length + " samples", "one value for each");
    }
    return new SoundPicture(Look.PLAIN, values, said, rate, spectrogram, SoundStyle.BOTH);
  }

  @Override
  SoundPicture with(Look other) {
    return new SoundPicture(other, samples, attributions, rate, spectrogram, style);
  }

  /** What is drawn; {@link SoundStyle#BOTH} unless given. */
  public SoundPicture style(SoundStyle other) {
    return new SoundPicture(look, samples, attributions, rate, spectrogram, other);
  }

  /** Another spectrogram of the same sound, such as one with a longer window. */
  public SoundPicture spectrogram(Spectrogram other) {
    return new SoundPicture(look, samples, attributions, rate, other, style);
  }

  @Override
  public Picture draw() {
    Bins stretches = new Bins(samples.length, MOST_STRETCHES);
    double[] said =
        IntStream.range(0, stretches.count())
            .mapToDouble(stretch -> stretches.sum(attributions, stretch))
            .toArray();
    Scale scale = Scale.of(look, said);
    double width = look.widthOr(USUAL_WIDTH, SoundPanels.LEFT);
    SoundPanels panels =
        new SoundPanels(scale, width, samples, new Stretches(said), spectrogram, style);
    return Frame.around(
        look,
        Legend.of(scale).with(Legend.caption(look) + ", " + per(stretches)),
        width,
        panels.height(),
        altText(stretches, said),
        canvas -> panels.draw(canvas, rate));
  }

  /** Such as {@code each 7.14 ms summed}. */
  private String per(Bins stretches) {
    double seconds = samples.length / rate / stretches.count();
    return "each " + Figures.plain(MILLIS * seconds) + " ms summed";
  }

  private String altText(Bins stretches, double[] said) {
    List<String> places =
        IntStream.range(0, said.length)
            .mapToObj(stretch -> Times.words(stretches.start(stretch), rate))
            .toList();
    String what =
        switch (style) {
          case CURVE -> "Curve";
          case SPECTROGRAM -> "Spectrogram";
          case BOTH -> "Curve and spectrogram";
        };
    long unknown = IntStream.range(0, said.length).filter(i -> !Double.isFinite(said[i])).count();
    return what
        + " of a sound of "
        + Figures.plain(samples.length / rate)
        + " s with its attribution over time"
        + Words.inUnit(look)
        + ", "
        + per(stretches)
        + "."
        + Words.largest(places, said, look.sign())
        + Words.unknown(unknown);
  }
}
