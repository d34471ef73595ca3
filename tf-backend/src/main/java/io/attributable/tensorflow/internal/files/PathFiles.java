package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory of any file system.
 *
 * @param directory that of the model
 */
record PathFiles(Path directory) implements ModelFiles {

  @Override
  public SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      files.filter(Files::isRegularFile).map(this::name).forEach(names::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return names;
  }

  private String name(Path file) {
    String separator = directory.getFileSystem().getSeparator();
    return directory.relativize(file).toString().replace(separator, "/");
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(directory.resolve(name));
  }
}
