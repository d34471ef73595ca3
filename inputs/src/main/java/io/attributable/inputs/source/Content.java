package io.attributable.inputs.source;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What is read: a file, or bytes under a file's name. Safe for any number of threads as long as
 * none writes to the bytes.
 */
public sealed interface Content {
  /** The name in messages and views: a path, or a file's name. */
  String name();

  /** A file. */
  record File(Path path) implements Content {
    /** Requires the path. */
    public File {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public String name() {
      return path.toString();
    }
  }

  /**
   * Bytes under a file's name, such as those of an upload. Its ending says what they are; they are
   * not copied.
   */
  final class Bytes implements Content {
    private final String name;
    private final byte[] content;

    /** Bytes under a file's name. */
    public Bytes(String name, byte[] content) {
      this.name = Objects.requireNonNull(name, "name");
      this.content = Objects.requireNonNull(content, "content");
    }

    @Override
    public String name() {
      return name;
    }

    /** The bytes themselves, not to be written to. */
    public byte[] content() {
      return content;
    }
  }
}
