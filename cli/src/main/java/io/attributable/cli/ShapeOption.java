package io.attributable.cli;

import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of option {@code --shape}.
 *
 * @param name the input
 * @param shape without open lengths
 */
record ShapeOption(String name, Shape shape) {
  private static final Pattern LENGTHS = Pattern.compile("[0-9]{1,9}(,[0-9]{1,9})*");

  /** Reads {@code NAME=2,28,28,1}. */
  static final class Converter implements ITypeConverter<ShapeOption> {
    @Override
    public ShapeOption convert(String value) {
      int separator = value.indexOf('=');
      String lengths = value.substring(separator + 1);
      if (separator < 1 || !LENGTHS.matcher(lengths).matches()) {
        throw new TypeConversionException("expected NAME=2,28,28,1, found \"" + value + "\"");
      }
      LongStream sizes = Stream.of(lengths.split(",", -1)).mapToLong(Long::parseLong);
      return new ShapeOption(value.substring(0, separator), Shape.of(sizes.toArray()));
    }
  }
}
