package io.attributable.samples.digits;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The model and the digits as files. They lie among the sample's resources, maybe inside a JAR,
 * where TensorFlow cannot read; so they are copied to a temporary folder, which {@link #close()}
 * removes. An application would rather keep its model beside it and load it from there.
 */
final class SampleFiles implements AutoCloseable {
  private static final List<String> FILES =
      List.of(
          "models/digits/saved_model.pb",
          "models/digits/variables/variables.index",
          "models/digits/variables/variables.data-00000-of-00001",
          "digits/images.npy",
          "digits/labels.npy");

  private final Path folder;

  private SampleFiles(Path folder) {
    this.folder = folder;
  }

  /** Copies the files. */
  static SampleFiles unpack() throws IOException {
    SampleFiles files = new SampleFiles(Files.createTempDirectory("attributable-digits"));
    for (String file : FILES) {
      files.copy(file);
    }
    return files;
  }

  /** The SavedModel's directory. */
  Path model() {
    return folder.resolve("models/digits");
  }

  /** Pictures as {@code float32} of shape {@code [digits, 8, 8, 1]}. */
  Path images() {
    return folder.resolve("digits/images.npy");
  }

  /** What the writers meant, as {@code int64} of shape {@code [digits]}. */
  Path labels() {
    return folder.resolve("digits/labels.npy");
  }

  /** Removes the copies. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void copy(String file) throws IOException {
    Path copy = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
    try (InputStream stream = SampleFiles.class.getResourceAsStream("/" + file)) {
      Files.copy(Objects.requireNonNull(stream, file), copy);
    }
  }
}
