package io.attributable.samples.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * Scanned digits: 64 pixels from 0 to 16 each, and what they show.
 *
 * @param rows 64 pixels and the label each
 */
public record Digits(List<int[]> rows) {
  private static final int PIXELS = 64;
  private static final int TESTED = 4;

  /** All that ship with the sample. */
  static Digits all() throws IOException {
    try (InputStream file = Digits.class.getResourceAsStream("digits.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
      return new Digits(lines.lines().map(Digits::row).toList());
    }
  }

  private static int[] row(String line) {
    return Arrays.stream(line.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** Three quarters, to be learned. */
  Digits training() {
    return part(false);
  }

  /** Every fourth, never learned. */
  Digits test() {
    return part(true);
  }

  private Digits part(boolean test) {
    return new Digits(
        java.util.stream.IntStream.range(0, rows.size())
            .filter(i -> (i % TESTED == 0) == test)
            .mapToObj(rows::get)
            .toList());
  }

  /** Some of them. */
  Digits slice(int from, int to) {
    return new Digits(rows.subList(from, Math.min(to, rows.size())));
  }

  int count() {
    return rows.size();
  }

  /** The pixels from 0 to 1, one image after another. */
  public FloatNdArray images() {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(rows.size(), 8, 8, 1));
    images
        .scalars()
        .forEachIndexed(
            (at, pixel) -> pixel.setFloat(rows.get((int) at[0])[(int) (8 * at[1] + at[2])] / 16f));
    return images;
  }

  IntNdArray labels() {
    return NdArrays.vectorOf(rows.stream().mapToInt(row -> row[PIXELS]).toArray());
  }
}
