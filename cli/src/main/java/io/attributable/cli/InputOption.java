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

  /** What of inputs and shapes cannot be meant together. */
  static Optional<String> clash(List<InputOption> inputs, List<ShapeOption> shapes) {
    List<String> read = inputs.stream().map(InputOption::name).toList();
    List<String> made = shapes.stream().map(ShapeOption::name).toList();
    return twice("--input", read)
        .or(() -> twice("--shape", made))
        .or(() -> made.stream().filter(read::contains).findFirst().map(InputOption::shapeOfFile));
  }

  private static Optional<String> twice(String option, List<String> names) {
    return repeated(names).map(name -> option + " " + name + " was given twice");
  }

  private static String shapeOfFile(String name) {
    return "--shape " + name + " cannot stand beside --input " + name + ", which has its own";
  }
}
