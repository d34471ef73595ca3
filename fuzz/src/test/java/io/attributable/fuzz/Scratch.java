package io.attributable.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with one file, for what is read from files only. */
final class Scratch {
  private static final Path FOLDER = make();

  private Scratch() {}

  static Path folder() {
    return FOLDER;
  }

  /** Another content of the file. */
  static Path write(byte[] content) {
    try {
      return Files.write(FOLDER.resolve("file"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("attributable-fuzz");
      folder.resolve("file").toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
