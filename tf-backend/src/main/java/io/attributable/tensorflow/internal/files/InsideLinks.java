package io.attributable.tensorflow.internal.files;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses a model's directory in which links lead elsewhere: an archive can hold a link to any file
 * of the machine, which would be read as weights or as a vocabulary. Links within the directory, as
 * Kubernetes makes them, and links to the directory itself are no matter.
 */
final class InsideLinks {
  private InsideLinks() {}

  /**
   * Looks at all that TensorFlow reads, without following links.
   *
   * @param name what messages call the model
   * @param real its directory, without links
   * @throws AttributionException CORRUPT_MODEL
   */
  static void require(String name, Path real) {
    for (String part : DirectorySnapshot.READ) {
      requireInside(name, real, real.resolve(part));
      try (Stream<Path> all = Files.walk(real.resolve(part))) {
        List<Path> links = all.filter(Files::isSymbolicLink).toList();
        links.forEach(link -> requireInside(name, real, link));
      } catch (IOException | UncheckedIOException e) {
        // Missing or not readable: its reader reports that.
      }
    }
  }

  private static void requireInside(String name, Path real, Path file) {
    if (!Files.isSymbolicLink(file)) {
      return;
    }
    try {
      Path target = file.toRealPath();
      if (!target.startsWith(real)) {
        throw new AttributionException(
            ErrorCode.CORRUPT_MODEL,
            name,
            "\"%s\" is a link that leads out of its directory, to \"%s\" (\"cp -rL\" copies a"
                    .formatted(real.relativize(file), target)
                + " model with the files that links lead to)");
      }
    } catch (IOException e) {
      // It leads nowhere: its reader reports that.
    }
  }
}
