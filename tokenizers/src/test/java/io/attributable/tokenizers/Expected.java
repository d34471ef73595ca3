package io.attributable.tokenizers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.inputs.tokenizer.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What Hugging Face's library makes of texts in Python: see tools/inputs/make_tokenizers.py. */
final class Expected {
  static final Path FOLDER = Path.of(System.getProperty("fixtures.dir"), "tokenizers");
  private static final JsonNode ALL = read();

  private Expected() {}

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("expected.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    ALL.path("texts").forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  static int length() {
    return ALL.path("length").intValue();
  }

  /** The rows of all texts, one after the other. */
  static long[] rows(String name, String setting, String key) {
    List<Long> numbers = new ArrayList<>();
    ALL.path(name)
        .path(setting)
        .forEach(row -> row.path(key).forEach(number -> numbers.add(number.longValue())));
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** The tokens of a text; those that are added stand where the text before them ends. */
  static List<Token> tokens(String name, int text) {
    JsonNode row = ALL.path(name).path("whole").path(text);
    String written = texts().get(text);
    List<Token> tokens = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < row.path("ids").size(); i++) {
      boolean added = row.path("added").path(i).intValue() != 0;
      JsonNode offsets = row.path("offsets").path(i);
      int start = added ? last : written.offsetByCodePoints(0, offsets.path(0).intValue());
      last = added ? last : written.offsetByCodePoints(0, offsets.path(1).intValue());
      tokens.add(
          new Token(
              row.path("tokens").path(i).textValue(),
              row.path("ids").path(i).longValue(),
              row.path("types").path(i).longValue(),
              start,
              last,
              added));
    }
    return tokens;
  }
}
