package io.attributable.npy;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The files that src/test/resources/npy/make.py made. */
final class NumpyFiles {
  private NumpyFiles() {}

  static Path file(String name) {
    return resource(name.contains(".") ? name : name + ".npy");
  }

  private static Path resource(String name) {
    URL url = Objects.requireNonNull(NumpyFiles.class.getResource("/npy/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
