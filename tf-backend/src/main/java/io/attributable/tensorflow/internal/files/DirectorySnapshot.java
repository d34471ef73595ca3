package io.attributable.tensorflow.internal.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files a SavedModel consisted of at some moment, without their contents.
 *
 * @param files what TensorFlow reads, by its path
 */
record DirectorySnapshot(SortedMap<String, Entry> files) {
  /** What TensorFlow reads of a directory. */
  static final List<String> READ =
      List.of(SavedModelFiles.GRAPH, SavedModelFiles.VARIABLES, SavedModelFiles.ASSETS);

  /**
   * One file, links followed.
   *
   * @param key the file's identity, where the file system has one
   */
  record Entry(long size, FileTime modified, @Nullable Object key) {
    static Entry of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Entry(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  static DirectorySnapshot of(Path directory) {
    SortedMap<String, Entry> files = new TreeMap<>();
    for (String part : READ) {
      try (Stream<Path> all =
          Files.walk(directory.resolve(part), FileVisitOption.FOLLOW_LINKS)
              .filter(Files::isRegularFile)) {
        for (Path file : all.toList()) {
          files.put(directory.relativize(file).toString(), Entry.of(file));
        }
      } catch (IOException | UncheckedIOException e) {
        // Missing or not readable: its reader reports that.
      }
    }
    return new DirectorySnapshot(files);
  }

  /** What is not as it was; nothing where all is. */
  Optional<String> difference(DirectorySnapshot now) {
    SortedSet<String> all = new TreeSet<>(files.keySet());
    all.addAll(now.files.keySet());
    return all.stream()
        .filter(file -> !Objects.equals(files.get(file), now.files.get(file)))
        .findFirst()
        .map(file -> "\"" + file + "\" " + change(file, now));
  }

  private String change(String file, DirectorySnapshot now) {
    if (!now.files.containsKey(file)) {
      return "is gone";
    }
    return files.containsKey(file) ? "is another file" : "is new";
  }
}
