package io.attributable.pictures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

/** One picture of each kind, of made-up values: those of docs/pictures.md. */
final class Examples {
  private static final List<String> FEATURES =
      List.of(
          "income", "age of account", "late payments", "utilisation", "open accounts", "enquiries");
  private static final double[] SAID = {0.84, 0.31, -1.42, -0.66, 0.07, -0.19};
  private static final List<String> HAS = List.of("41,200", "6 years", "3", "78%", "4", "2");

  private Examples() {}

  /** By the names of their files. */
  static Map<String, Picture> all() {
    Map<String, Picture> all = new LinkedHashMap<>();
    all.put("kind-image", image());
    all.put("kind-tokens", tokens());
    all.put("kind-table", table());
    all.put("kind-waterfall", waterfall());
    all.put("kind-series", series());
    all.put("kind-waveform", waveform());
    all.put("kind-sound", sound());
    all.put("kind-channels", channels());
    return all;
  }

  /** A disc before a slope of colours, and what a network might say of it. */
  static Picture image() {
    ImagePicture map = ImagePicture.of(blobs(24, 24, 1, 0)).width(150).legend(false);
    ImagePicture over = map.over(Pixels.of(disc(96, 96)));
    ImagePicture smooth = over.interpolation(io.attributable.Interpolation.BILINEAR);
    return GalleryPicture.empty()
        .title("A disc, explained")
        .add("heat map", map.legend(true).unit("logit").draw())
        .add("blended", smooth.style(ImageStyle.BLENDED).draw())
        .add("masked, positive", smooth.style(ImageStyle.MASKED).sign(Sign.POSITIVE).draw())
        .add("contour lines", smooth.style(ImageStyle.CONTOUR).draw())
        .draw();
  }

  static Picture tokens() {
    List<String> tokens =
        List.of(
            "the", "story", "is", "slow", ",", "but", "the", "acting", "is", "not", "bad", "at",
            "all");
    double[] said = {0.01, 0.02, -0.01, -0.38, 0, 0.11, 0.02, 0.16, 0.03, 0.62, 0.29, 0.04, 0.05};
    return TokenPicture.of(tokens, StdArrays.ndCopyOf(said))
        .title("In favour of the film?")
        .unit("logit")
        .draw();
  }

  static Picture table() {
    return TablePicture.of(FEATURES, StdArrays.ndCopyOf(SAID))
        .values(HAS)
        .title("Why was it declined?")
        .unit("log odds")
        .draw();
  }

  static Picture waterfall() {
    return WaterfallPicture.of(FEATURES, StdArrays.ndCopyOf(SAID), 0.4, -0.61)
        .values(HAS)
        .title("From the baseline to this applicant")
        .unit("log odds")
        .draw();
  }

  static Picture series() {
    int steps = 120;
    DoubleNdArray series = NdArrays.ofDoubles(Shape.of(steps, 2));
    DoubleNdArray said = NdArrays.ofDoubles(Shape.of(steps, 2));
    for (int i = 0; i < steps; i++) {
      double beat = Math.exp(-Math.pow((i % 40 - 20) / 2.0, 2));
      double late = Math.exp(-Math.pow((i - 88) / 6.0, 2));
      series.setDouble(beat + 0.15 * Math.sin(i / 5.0) - 0.6 * late, i, 0);
      series.setDouble(0.4 * beat + 0.1 * Math.cos(i / 3.0), i, 1);
      said.setDouble(0.8 * late - 0.25 * beat * (i < 40 ? 1 : 0), i, 0);
      said.setDouble(0.3 * late * Math.cos(i / 2.0), i, 1);
    }
    return SeriesPicture.of(series, said)
        .channels(List.of("lead I", "lead II"))
        .rate(50)
        .title("Two leads of a heart")
        .draw();
  }

  /** A tone that rises, and a network that hears it rise; its attributions swing as the tone. */
  static Picture waveform() {
    int samples = 8_000;
    float[] heard = new float[samples];
    float[] said = new float[samples];
    Random noise = new Random(5);
    for (int i = 0; i < samples; i++) {
      double time = i / 8_000.0;
      double loud = Math.exp(-Math.pow((time - 0.5) / 0.15, 2));
      double tone = Math.sin(2 * Math.PI * (500 + 1_000 * time) * time);
      heard[i] = (float) (0.6 * loud * tone + 0.004 * noise.nextGaussian());
      double says =
          Math.exp(-Math.pow((time - 0.58) / 0.05, 2))
              - 0.4 * Math.exp(-Math.pow((time - 0.35) / 0.04, 2));
      said[i] = (float) (says * (0.002 + 0.01 * tone));
    }
    return SoundPicture.of(StdArrays.ndCopyOf(heard), 8_000, StdArrays.ndCopyOf(said))
        .title("Why is it a rising tone?")
        .unit("logit")
        .draw();
  }

  static Picture sound() {
    DoubleNdArray said = blobs(80, 32, -1, 0);
    DoubleNdArray energies = NdArrays.ofDoubles(Shape.of(80, 32));
    for (int frame = 0; frame < 80; frame++) {
      for (int bin = 0; bin < 32; bin++) {
        double tone = Math.exp(-Math.pow((bin - 8 - frame / 6.0) / 1.5, 2));
        double second = 0.6 * Math.exp(-Math.pow((bin - 20 - frame / 9.0) / 1.5, 2));
        energies.setDouble(20 * Math.log10(0.01 + tone + second), frame, bin);
      }
    }
    return SpectrogramPicture.of(energies, said)
        .rate(100)
        .frequencies(0, 4_000)
        .title("A rising tone")
        .draw();
  }

  static Picture channels() {
    DoubleNdArray all = NdArrays.ofDoubles(Shape.of(12, 12, 10));
    for (int channel = 0; channel < 10; channel++) {
      DoubleNdArray one = blobs(12, 12, channel % 3 == 0 ? -1 : 1, channel);
      int to = channel;
      one.scalars()
          .forEachIndexed(
              (at, value) -> all.setDouble(value.getDouble() / (1 + to), at[0], at[1], to));
    }
    return ChannelsPicture.of(all).top(8).columns(4).title("Layer conv2, its channels").draw();
  }

  /** Two hills and a valley. */
  static DoubleNdArray blobs(int rows, int columns, int sign, int turn) {
    DoubleNdArray blobs = NdArrays.ofDoubles(Shape.of(rows, columns));
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double y = (double) row / rows;
        double x = (double) column / columns;
        double value =
            hill(y, x, 0.45, 0.5 + 0.08 * turn % 0.4, 0.02)
                + 0.5 * hill(y, x, 0.3, 0.3, 0.01)
                - 0.8 * hill(y, x, 0.8, 0.75 - 0.05 * turn, 0.015);
        blobs.setDouble(sign * value, row, column);
      }
    }
    return blobs;
  }

  private static double hill(double y, double x, double top, double left, double width) {
    return Math.exp(-(Math.pow(y - top, 2) + Math.pow(x - left, 2)) / width);
  }

  private static float[][][] disc(int rows, int columns) {
    float[][][] pixels = new float[rows][columns][3];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean inside = Math.hypot(row - 44, column - 46) < 24;
        pixels[row][column][0] = inside ? 0.9f : 0.2f + 0.3f * row / rows;
        pixels[row][column][1] = inside ? 0.75f - 0.4f * column / columns : 0.45f;
        pixels[row][column][2] = inside ? 0.2f : 0.75f - 0.4f * column / columns;
      }
    }
    return pixels;
  }
}
