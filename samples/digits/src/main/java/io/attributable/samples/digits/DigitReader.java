package io.attributable.samples.digits;

import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.LongNdArray;

/** Reads scanned digits from NumPy files. */
final class DigitReader {
  private DigitReader() {}

  /**
   * The digits in the files' order.
   *
   * @param images {@code float32} of shape {@code [digits, rows, columns, 1]}
   * @param labels {@code int64} of shape {@code [digits]}
   */
  static List<Digit> read(Path images, Path labels) throws IOException {
    FloatNdArray ink = (FloatNdArray) NpyReader.read(images).values();
    LongNdArray meant = (LongNdArray) NpyReader.read(labels).values();
    return IntStream.range(0, (int) meant.shape().get(0))
        .mapToObj(i -> new Digit(i + 1, (int) meant.getLong(i), Grid.sumOfChannels(ink, i)))
        .toList();
  }
}
