package io.attributable.report;

import io.attributable.Interpolation;
import io.attributable.pictures.ImagePicture;
import io.attributable.pictures.Picture;
import io.attributable.pictures.SeriesPicture;
import io.attributable.pictures.SoundPicture;
import io.attributable.pictures.TablePicture;
import io.attributable.pictures.TokenPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What the values of an attribution belong to, which decides how they are drawn. */
sealed interface MapKind {
  /** Of what is as wide as there is room, in pixels: words can still be read on a phone. */
  int WIDTH = 440;

  /** Draws the values of an example. */
  Drawn draw(Values values);

  /** Places in a picture; without pixels those of a layer. */
  record Places(Optional<Seen> pixels, int rows, int columns) implements MapKind {
    private static final int SIDE = 320;

    @Override
    public Drawn draw(Values values) {
      Values grid = PictureArrays.channelsLast(values, rows, columns).summedTo(2);
      ImagePicture picture = ImagePicture.of(grid.array()).width(SIDE).margin(0);
      boolean coarse = grid.length(0) < rows || grid.length(1) < columns;
      ImagePicture shown =
          pixels
              .map(seen -> seen.below(picture, rows, columns))
              .orElse(picture)
              .interpolation(coarse ? Interpolation.BILINEAR : Interpolation.NEAREST);
      double longest = Math.max(rows, columns);
      return new Drawn(
          shown.draw(), MapData.grid(grid, SIDE * columns / longest, SIDE * rows / longest));
    }
  }

  /** Tokens, each at its position. */
  record Tokens(List<String> tokens, List<Integer> positions) implements MapKind {
    @Override
    public Drawn draw(Values values) {
      Values all = values.summedTo(1);
      double[] own = positions.stream().mapToDouble(all::at).toArray();
      Values kept = new Values(new long[] {own.length}, own);
      return new Drawn(
          TokenPicture.of(tokens, kept.array()).width(WIDTH).margin(0).draw(),
          MapData.list(tokens, List.of(), kept));
    }
  }

  /**
   * Features of a row.
   *
   * @param ends behind the last column of each
   */
  record Columns(List<String> names, List<String> given, List<Integer> ends) implements MapKind {
    private static final int TOP = 12;

    @Override
    public Drawn draw(Values values) {
      Values sums = sums(values.summedTo(1));
      TablePicture bars = TablePicture.of(names, sums.array()).width(WIDTH).margin(0).top(TOP);
      return new Drawn(
          (given.isEmpty() ? bars : bars.values(given)).draw(), MapData.list(names, given, sums));
    }

    /** What columns of the same feature add up to. */
    Values sums(Values columns) {
      double[] sums = new double[names.size()];
      int column = 0;
      for (int i = 0; i < sums.length; i++) {
        for (; column < ends.get(i); column++) {
          sums[i] += columns.at(column);
        }
      }
      return new Values(new long[] {sums.length}, sums);
    }
  }

  /**
   * Samples of a sound. What is told are sums over stretches of time, as they are drawn: a single
   * sample says nothing that can be heard.
   */
  record Sound(Values samples, double rate) implements MapKind {
    private static final int STRETCHES = 140;

    @Override
    public Drawn draw(Values values) {
      Values flat = values.withoutSingleChannel();
      SoundPicture picture =
          SoundPicture.of(samples.array(), rate, flat.array()).width(WIDTH).margin(0);
      return new Drawn(picture.draw(), data(flat));
    }

    private MapData data(Values values) {
      int count = Math.min(STRETCHES, values.size());
      StepNames times = StepNames.NONE.rate(OptionalDouble.of(rate));
      List<String> labels = new ArrayList<>();
      double[] sums = new double[count];
      for (int i = 0; i < count; i++) {
        int from = start(i, count, values.size());
        int to = start(i + 1, count, values.size());
        sums[i] = IntStream.range(from, to).mapToDouble(values::at).sum();
        labels.add(times.step(from) + " to " + times.step(to));
      }
      return MapData.list(labels, List.of(), new Values(new long[] {count}, sums));
    }

    private static int start(int stretch, int count, int samples) {
      return (int) ((long) stretch * samples / count);
    }
  }

  /** Steps of a series, [steps] or [steps, channels]. */
  record Steps(Values series, StepNames names) implements MapKind {
    @Override
    public Drawn draw(Values values) {
      Values shaped = values.withoutSingleChannel();
      return new Drawn(picture(shaped).draw(), data(shaped));
    }

    /** Without attributions. */
    Picture curve() {
      return picture(series.minus(series)).legend(false).draw();
    }

    private SeriesPicture picture(Values values) {
      SeriesPicture curve = SeriesPicture.of(series.array(), values.array()).width(WIDTH).margin(0);
      if (names.channels().size() == channels()) {
        curve = curve.channels(names.channels());
      }
      if (names.rate().isPresent()) {
        curve = curve.rate(names.rate().getAsDouble());
      }
      return curve;
    }

    private int channels() {
      return series.rank() == 1 ? 1 : series.length(1);
    }

    /** Channel by channel, so that what is told together are steps of one. */
    private MapData data(Values values) {
      int channels = channels();
      int steps = series.size() / channels;
      List<String> labels = new ArrayList<>();
      List<String> given = new ArrayList<>();
      double[] numbers = new double[values.size()];
      for (int channel = 0; channel < channels; channel++) {
        String name = channels == 1 ? "" : names.channel(channel) + ", ";
        for (int step = 0; step < steps; step++) {
          labels.add(name + names.step(step));
          given.add(Figures.plain(series.at(step * channels + channel)));
          numbers[channel * steps + step] = values.at(step * channels + channel);
        }
      }
      return MapData.list(labels, given, new Values(new long[] {numbers.length}, numbers))
          .curves(channels);
    }
  }
}
