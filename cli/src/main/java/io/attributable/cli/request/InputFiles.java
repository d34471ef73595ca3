package io.attributable.cli.request;

import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.InputSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the name of an input's file, with rows behind it where it is a table. */
public final class InputFiles {
  private static final Pattern ROWS = Pattern.compile("(.+)#([^#/\\\\]*)");

  private InputFiles() {}

  /**
   * The file that is meant.
   *
   * @param text such as {@code cat.jpg}, {@code data.csv} or {@code data.csv#3-7}
   * @param paths resolves its name
   */
  public static InputSource.Files read(String text, Function<String, Path> paths) {
    Matcher rows = ROWS.matcher(text);
    if (rows.matches() && FileFormat.of(rows.group(1)) == FileFormat.TABLE) {
      return new InputSource.Files(
          List.of(new Content.File(paths.apply(rows.group(1)))), Optional.of(rows.group(2)));
    }
    return InputSource.Files.of(new Content.File(paths.apply(text)));
  }
}
