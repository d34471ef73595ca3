package io.attributable.samples.spring;

import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application as a table of one row, which the model's card says how to read: what is missing,
 * or is no value of a feature, is an error that names it.
 */
final class ApplicationTable {
  private ApplicationTable() {}

  static InputSource of(Map<String, ?> application) {
    String table = line(application.keySet().stream()) + line(application.values().stream());
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    return InputSource.Files.of(new Content.Bytes("application.csv", bytes));
  }

  private static String line(Stream<?> values) {
    return values
        .map(value -> '"' + (value == null ? "" : value.toString().replace("\"", "\"\"")) + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }
}
