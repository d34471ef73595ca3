package io.attributable.inputs.source;

import io.attributable.AttributionException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What files are by the endings of their names. */
public enum FileFormat {
  IMAGE("png jpg jpeg jpe webp gif bmp"),
  TABLE("csv tsv"),
  TEXT("txt"),
  JSON("json"),
  SOUND("wav"),
  NPZ("npz"),
  /** An array; also what has any other ending. */
  NPY("npy");

  private final String endings;

  FileFormat(String endings) {
    this.endings = endings;
  }

  /** The format of a file of this name. */
  public static FileFormat of(String name) {
    return named(name).orElse(NPY);
  }

  private static Optional<FileFormat> named(String name) {
    String low = name.toLowerCase(Locale.ROOT);
    String ending = low.substring(low.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(format -> List.of(format.endings.split(" ", -1)).contains(ending))
        .findFirst();
  }

  /**
   * The format of a file by the ending of its name, or else by its first bytes.
   *
   * @throws AttributionException UNREADABLE_FILE if it is a picture, a sound or a table of a kind
   *     that is not read
   */
  public static FileFormat of(NamedFile file) {
    Optional<FileFormat> named = named(file.content().name());
    if (named.isPresent()) {
      return named.get();
    }
    if (file.content().name().toLowerCase(Locale.ROOT).matches(".*\\.xlsx?")) {
      throw file.unreadable("it is a spreadsheet; save it as CSV (UTF-8)");
    }
    FileStart start = FileStart.of(file.start(FileStart.LENGTH));
    Optional<String> unread = start.unread();
    if (unread.isPresent()) {
      throw file.unreadable(unread.get());
    }
    return start.format().orElse(NPY);
  }

  /** Whether a file can be one example, so that several are a batch; tables can for series. */
  public boolean isOneExample() {
    return this == IMAGE || this == TEXT || this == SOUND || this == TABLE;
  }
}
