package io.attributable.samples.gestures;

import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.index.Indices;

/**
 * A movement.
 *
 * @param number its place in the file, from 1
 * @param heights of the hand, {@code [1, 150, 1]}
 */
public record Recording(int number, FloatNdArray heights) {

  /** Reads all recordings of a file {@code [recordings, 150, 1]}. */
  public static List<Recording> read(Path file) throws IOException {
    FloatNdArray all = array(file);
    return IntStream.range(0, (int) all.shape().get(0))
        .mapToObj(i -> new Recording(i + 1, all.slice(Indices.range(i, i + 1), Indices.all())))
        .toList();
  }

  static FloatNdArray array(Path file) throws IOException {
    return (FloatNdArray) NpyReader.read(file).values();
  }
}
