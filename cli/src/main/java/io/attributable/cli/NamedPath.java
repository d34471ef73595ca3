package io.attributable.cli;

import java.nio.file.Path;

/** {@code NAME=PATH}. */
record NamedPath(String name, Path path) {
  private static final char SEPARATOR = '=';

  /** A directory, under the name of its folder unless another is given. */
  static NamedPath ofDirectory(String argument) {
    Path directory = Path.of(argument.substring(argument.indexOf(SEPARATOR) + 1));
    String folder = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    return named(argument, folder, directory);
  }

  /** A file, under a name that is empty where none is given. */
  static NamedPath ofFile(String argument) {
    return named(argument, "", Path.of(argument.substring(argument.indexOf(SEPARATOR) + 1)));
  }

  private static NamedPath named(String argument, String absent, Path path) {
    int separator = argument.indexOf(SEPARATOR);
    return new NamedPath(separator < 0 ? absent : argument.substring(0, separator), path);
  }
}
