package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;

/**
 * A series or a sound as curves, with what each step says. Where there are more steps than pixels,
 * each pixel has the step that says most.
 *
 * <pre>{@code
 * Picture why = SeriesPicture.of(signal, attribution.tensor(), 0).rate(16_000).draw();
 * }</pre>
 */
public final class SeriesPicture extends PictureKind<SeriesPicture> {
  private static final String WHAT = "a series";
  private static final int USUAL_WIDTH = 560;

  private final Numbers series;
  private final Numbers attributions;
  private final SeriesStyle style;
  private final List<String> names;
  private final double rate;

  private SeriesPicture(
      Look look,
      Numbers series,
      Numbers attributions,
      SeriesStyle style,
      List<String> names,
      double rate) {
    super(look);
    this.series = series;
    this.attributions = attributions;
    this.style = style;
    this.names = names;
    this.rate = rate;
  }

  /**
   * Of {@code [steps]} or {@code [steps, channels]}, both of one shape, or as batches of one.
   *
   * @param series what the model was fed
   * @throws AttributionException PICTURE_VALUES
   */
  public static SeriesPicture of(NdArray<?> series, NdArray<?> attributions) {
    return of(single(series), single(attributions));
  }

  /**
   * Of one example: {@code [examples, steps]} or {@code [examples, steps, channels]}.
   *
   * @param series that example's {@code [steps]} or {@code [steps, channels]}
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static SeriesPicture of(NdArray<?> series, AttributedTensor tensor, int example) {
    return of(single(series), Numbers.of(tensor, example, WHAT));
  }

  private static Numbers single(NdArray<?> array) {
    Numbers numbers = Numbers.of(array, WHAT);
    return numbers.withoutBatch(numbers.rank() - 1);
  }

  private static SeriesPicture of(Numbers series, Numbers attributions) {
    if (series.rank() != 1 && series.rank() != 2) {
      throw series.refused(WHAT, "it needs steps", "[steps] or [steps, channels]");
    }
    if (!series.shape().equals(attributions.shape())) {
      throw attributions.refused(
          WHAT, "the series itself has shape " + series.shape(), "that shape");
    }
    int channels = series.rank() == 1 ? 1 : series.length(1);
    List<String> names =
        IntStream.range(0, channels).mapToObj(i -> channels == 1 ? "" : "channel " + i).toList();
    return new SeriesPicture(Look.PLAIN, series, attributions, SeriesStyle.SHADED, names, 0);
  }

  @Override
  SeriesPicture with(Look other) {
    return new SeriesPicture(other, series, attributions, style, names, rate);
  }

  /** How attributions are shown; {@link SeriesStyle#SHADED} unless given. */
  public SeriesPicture style(SeriesStyle other) {
    return new SeriesPicture(look, series, attributions, other, names, rate);
  }

  /**
   * Names of the channels.
   *
   * @throws AttributionException PICTURE_SETTING if there are more or fewer than channels
   */
  public SeriesPicture channels(List<String> others) {
    if (others.size() != names.size()) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "channels",
          others.size() + " names",
          "one for each of the " + names.size() + " channels");
    }
    return new SeriesPicture(look, series, attributions, style, List.copyOf(others), rate);
  }

  /**
   * Steps per second, so that time is told in seconds; in steps unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public SeriesPicture rate(double stepsPerSecond) {
    if (!(stepsPerSecond > 0 && Double.isFinite(stepsPerSecond))) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "rate", stepsPerSecond, "above 0 steps per second");
    }
    return new SeriesPicture(look, series, attributions, style, names, stepsPerSecond);
  }

  @Override
  public Picture draw() {
    boolean combined = style == SeriesStyle.COMBINED;
    double[] shown = combined ? attributions.summedTo(1).values() : attributions.values();
    Scale scale = Scale.of(look, shown);
    double width = look.widthOr(USUAL_WIDTH, Panels.LEFT);
    Panels panels = new Panels(scale, width, names, Range.of(series.values()), combined);
    return Frame.around(
        look,
        scale,
        width,
        panels.height(),
        altText(),
        canvas -> {
          for (int channel = 0; channel < names.size(); channel++) {
            double[] said = combined ? shown : attributions.channel(channel, names.size());
            panels.draw(canvas, channel, series.channel(channel, names.size()), said, style);
          }
          panels.time(canvas, series.length(0), rate);
        });
  }

  private String altText() {
    double[] all = attributions.values();
    int channels = names.size();
    List<String> places =
        IntStream.range(0, all.length)
            .mapToObj(i -> Times.words(i / channels, rate) + of(names.get(i % channels)))
            .toList();
    long unknown = Arrays.stream(all).filter(value -> !Double.isFinite(value)).count();
    return (channels == 1 ? "Curve" : channels + " curves")
        + " of "
        + series.length(0)
        + " steps with their attribution"
        + Words.inUnit(look)
        + "."
        + Words.largest(places, peaks(all, channels), look.sign())
        + Words.unknown(unknown);
  }

  /** The values that say at least as much as those before and after; all others are 0. */
  private static double[] peaks(double[] all, int channels) {
    double[] peaks = all.clone();
    for (int i = 0; i < all.length; i++) {
      double before = i < channels ? 0 : Math.abs(all[i - channels]);
      double after = i + channels < all.length ? Math.abs(all[i + channels]) : 0;
      if (Math.abs(all[i]) < before || Math.abs(all[i]) < after) {
        peaks[i] = 0;
      }
    }
    return peaks;
  }

  private static String of(String name) {
    return name.isEmpty() ? "" : " of " + name;
  }
}
