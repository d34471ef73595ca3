package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that are made for a while. */
public final class Directories {
  private Directories() {}

  /** Deletes a directory, if it is there; what cannot be deleted stays. */
  public static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Leftovers are hidden and harmless.
    }
  }
}
