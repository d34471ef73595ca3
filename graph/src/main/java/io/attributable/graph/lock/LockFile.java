package io.attributable.graph.lock;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A lock file on disk: one section for each interface, sorted. */
final class LockFile {
  static final String FIRST_LINE = "attributable.lock 1";

  private static final String HEAD =
      """
      # What the models of these interfaces have to be. Review changes of this file like code.
      # Made by compiling with -Aattributable.lock=write, mvn attributable:lock or attributable lock.
      """
          + FIRST_LINE
          + "\n";

  private final Path path;
  private final SortedMap<String, LockSection> sections;

  private LockFile(Path path, SortedMap<String, LockSection> sections) {
    this.path = path;
    this.sections = sections;
  }

  /**
   * Reads the file; one that is not there has no sections.
   *
   * @param writing what to do to have the file written
   * @throws AttributionException CORRUPT_LOCK, UNREADABLE_FILE
   */
  static LockFile read(Path path, String writing) {
    if (!Files.exists(path)) {
      return new LockFile(path, new TreeMap<>());
    }
    try {
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return new LockFile(path, new LockReader(path.toString(), writing).read(text));
    } catch (IOException unreadable) {
      throw new AttributionException(
              ErrorCode.UNREADABLE_FILE, path, "the lock", unreadable.toString())
          .causedBy(unreadable);
    }
  }

  Optional<LockSection> section(String type) {
    return Optional.ofNullable(sections.get(type));
  }

  /**
   * Writes the file with a section added or replaced, unless it has that section already.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  void write(LockSection section) {
    sections.put(section.type(), section);
    try {
      byte[] content = text().getBytes(StandardCharsets.UTF_8);
      if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), content)) {
        replace(content);
      }
    } catch (IOException unwritable) {
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, path, unwritable)
          .causedBy(unwritable);
    }
  }

  /** A build that is stopped leaves the old file or the new one. */
  private void replace(byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    WholeFile.write(path, content);
  }

  private String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (LockSection section : sections.values()) {
      text.append("\n[").append(section.type()).append("]\n");
      section.texts().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
