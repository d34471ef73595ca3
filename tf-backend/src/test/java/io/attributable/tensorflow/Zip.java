package io.attributable.tensorflow;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Archives and copies of models. */
public final class Zip {
  private Zip() {}

  /** A new archive, open as a file system. */
  public static FileSystem create(Path file) throws IOException {
    return FileSystems.newFileSystem(file, Map.of("create", "true"));
  }

  /** A new archive that holds a copy of a directory. */
  public static Path of(Path file, Path directory, String inside) throws IOException {
    try (FileSystem archive = create(file)) {
      copy(directory, archive.getPath(inside));
    }
    return file;
  }

  /** Copies a directory into a new one, of any file system. */
  public static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> !each.equals(from)).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
