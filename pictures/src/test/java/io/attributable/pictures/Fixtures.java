package io.attributable.pictures;

import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.ndarray.NdArray;

/** Arrays that tools/pictures made. */
final class Fixtures {
  private static final Path FOLDER =
      Path.of(System.getProperty("fixtures.dir")).resolve("pictures");

  private Fixtures() {}

  static NdArray<?> array(String name) throws IOException {
    return NpyReader.read(FOLDER.resolve(name + ".npy")).values();
  }

  static double[] values(String name) throws IOException {
    return Numbers.of(array(name), "a fixture").values();
  }

  static Grid grid(String name) throws IOException {
    return Grid.of(Numbers.of(array(name), "a fixture"), "a fixture");
  }
}
