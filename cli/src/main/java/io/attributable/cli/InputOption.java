package io.attributable.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of option {@code --input}.
 *
 * @param name the input
 * @param file the file that holds it
 */
record InputOption(String name, Path file) {

  /** The first name that was given twice. */
  static Optional<String> repeated(List<String> names) {
    return names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .findFirst();
  }

  /** Reads {@code NAME=FILE}. */
  static final class Converter implements ITypeConverter<InputOption> {
    @Override
    public InputOption convert(String value) {
      int separator = value.indexOf('=');
      if (separator < 1 || separator == value.length() - 1) {
        throw new TypeConversionException("expected NAME=FILE.npy, found \"" + value + "\"");
      }
      return new InputOption(
          value.substring(0, separator), Path.of(value.substring(separator + 1)));
    }
  }
}
