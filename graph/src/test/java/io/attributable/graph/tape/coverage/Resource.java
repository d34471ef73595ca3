package io.attributable.graph.tape.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Text that lies in the sources, where it can be written anew. */
final class Resource {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path FOLDER =
      ROOT.resolve("graph/src/test/resources/io/attributable/graph/tape/coverage");

  private Resource() {}

  static Path page() {
    return ROOT.resolve("docs/gradients.md");
  }

  static Path of(String name) {
    return FOLDER.resolve(name);
  }

  /** All lines but blank ones and comments. */
  static List<String> lines(String name) {
    return read(of(name)).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
