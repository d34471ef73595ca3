package io.attributable.inputs.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
    String low = name.toLowerCase(Locale.ROOT);
    String ending = low.substring(low.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(format -> List.of(format.endings.split(" ", -1)).contains(ending))
        .findFirst()
        .orElse(NPY);
  }

  /** Whether a file can be one example, so that several are a batch; tables can for series. */
  public boolean isOneExample() {
    return this == IMAGE || this == TEXT || this == SOUND || this == TABLE;
  }
}
