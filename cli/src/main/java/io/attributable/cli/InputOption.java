package io.attributable.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.cli.request.InputFiles;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of option {@code --input}.
 *
 * @param name the input
 * @param source what holds it
 */
record InputOption(String name, InputSource source) {
  private static final String BYTES = "@";
  private static final String QUOTE = "\"";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** The first name that was given twice, other than for files that are examples of one input. */
  static Optional<String> repeated(List<InputOption> inputs) {
    Map<String, InputSource> first = new LinkedHashMap<>();
    for (InputOption input : inputs) {
      InputSource before = first.putIfAbsent(input.name, input.source);
      if (before != null && joined(before, input.source).isEmpty()) {
        return Optional.of(input.name);
      }
    }
    return Optional.empty();
  }

  /** By name, in the order in which they were given. */
  static Map<String, InputSource> byName(List<InputOption> inputs) {
    Map<String, InputSource> byName = new LinkedHashMap<>();
    inputs.forEach(
        input ->
            byName.merge(
                input.name, input.source, (before, next) -> joined(before, next).orElse(next)));
    return byName;
  }

  /** Both as the examples of one input; empty if they are not of one kind. */
  private static Optional<InputSource> joined(InputSource first, InputSource next) {
    if (first instanceof InputSource.Verbatim files && next instanceof InputSource.Verbatim more) {
      return Optional.of(files.and(more));
    }
    if (first instanceof InputSource.Texts some && next instanceof InputSource.Texts more) {
      return Optional.of(some.and(more));
    }
    return first instanceof InputSource.Files files
            && next instanceof InputSource.Files more
            && files.canStandBeside(more)
        ? Optional.of(files.and(more))
        : Optional.empty();
  }

  /**
   * Reads {@code NAME=FILE}, {@code NAME="TEXT"}, {@code NAME=[[1, 2]]}, {@code NAME=@FILE}, {@code
   * NAME=@FILE,@FILE}.
   */
  static final class Converter implements ITypeConverter<InputOption> {
    @Override
    public InputOption convert(String value) {
      int separator = value.indexOf('=');
      if (separator < 1 || separator == value.length() - 1) {
        throw wrong(value);
      }
      String files = value.substring(separator + 1);
      try {
        return new InputOption(value.substring(0, separator), source(value, files));
      } catch (InvalidPathException e) {
        throw wrong(value);
      }
    }

    private static InputSource source(String value, String files) {
      if (files.length() > 1 && files.startsWith(QUOTE) && files.endsWith(QUOTE)) {
        return new InputSource.Texts(List.of(files.substring(1, files.length() - 1)));
      }
      if (files.startsWith("[") || files.startsWith("{")) {
        return json(files);
      }
      if (!files.startsWith(BYTES)) {
        return InputFiles.read(files, Path::of);
      }
      List<String> names = Arrays.asList(files.substring(BYTES.length()).split("," + BYTES, -1));
      if (names.contains("")) {
        throw wrong(value);
      }
      return new InputSource.Verbatim(
          names.stream().<Content>map(name -> new Content.File(Path.of(name))).toList());
    }

    private static InputSource json(String text) {
      try {
        return new InputSource.Json(JSON.readTree(text));
      } catch (JsonProcessingException e) {
        String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
        throw new TypeConversionException("it is not JSON: " + problem);
      }
    }

    private static TypeConversionException wrong(String value) {
      return new TypeConversionException(
          "expected NAME=FILE, NAME=\"TEXT\", NAME=JSON, or NAME=@FILE for bytes, found \""
              + value
              + "\"");
    }
  }

  /** What of inputs and shapes cannot be meant together. */
  static Optional<String> clash(List<InputOption> inputs, List<ShapeOption> shapes) {
    List<String> read = inputs.stream().map(InputOption::name).toList();
    List<String> made = shapes.stream().map(ShapeOption::name).toList();
    return repeated(inputs)
        .map(name -> "--input " + name + " was given twice")
        .or(() -> twice(made))
        .or(() -> made.stream().filter(read::contains).findFirst().map(InputOption::shapeOfFile));
  }

  private static Optional<String> twice(List<String> made) {
    return made.stream()
        .filter(name -> made.indexOf(name) != made.lastIndexOf(name))
        .findFirst()
        .map(name -> "--shape " + name + " was given twice");
  }

  private static String shapeOfFile(String name) {
    return "--shape " + name + " cannot stand beside --input " + name + ", which has its own";
  }
}
