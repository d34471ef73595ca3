package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.FileFormat;
import io.attributable.inputs.source.InputSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Reads an input in JSON: {@code "x.npy"}, {@code "cat.jpg"}, {@code "data.csv#3"} or a list of
 * files that are an example each; {@code {"text": "…"}}, {@code "\"…\""} and lists of these;
 * numbers, lists of numbers, lists of lists of texts, and objects of these by input; and what
 * {@link BytesJson} reads.
 */
public final class InputJson {
  private static final String TEXT = "text";
  private static final String QUOTE = "\"";

  private InputJson() {}

  /**
   * Where the values come from.
   *
   * @param name the input
   * @param paths resolves the names of files
   * @throws AttributionException BAD_REQUEST, UNREADABLE_FILE
   */
  static InputSource read(
      String name, JsonNode json, RequestFields fields, Function<String, Path> paths) {
    if (all(json, InputJson::isText)) {
      return new InputSource.Texts(items(json).stream().map(InputJson::text).toList());
    }
    if (json.isTextual() && !json.textValue().startsWith(BytesJson.FILE)) {
      return InputFiles.read(json.textValue(), paths);
    }
    if (json.isArray() && !json.isEmpty() && all(json, InputJson::isExample)) {
      return new InputSource.Files(
          items(json).stream()
              .<Content>map(item -> new Content.File(paths.apply(item.textValue())))
              .toList());
    }
    return isArray(json) || isColumns(json)
        ? new InputSource.Json(json)
        : BytesJson.read(name, json, fields, paths);
  }

  /** A file that is one example, as opposed to arrays, tables and what is no file. */
  private static boolean isExample(JsonNode json) {
    return json.isTextual()
        && !json.textValue().startsWith(BytesJson.FILE)
        && FileFormat.of(json.textValue()).isOneExample();
  }

  private static boolean isText(JsonNode json) {
    return json.isTextual()
        ? isQuoted(json.textValue())
        : json.isObject() && json.size() == 1 && json.path(TEXT).isTextual();
  }

  private static String text(JsonNode json) {
    return json.isTextual() ? unquoted(json.textValue()) : json.path(TEXT).textValue();
  }

  /** Whether it is a text in quotes rather than the name of a file, as on the command line. */
  public static boolean isQuoted(String text) {
    return text.length() > 1 && text.startsWith(QUOTE) && text.endsWith(QUOTE);
  }

  /** What stands between the quotes. */
  public static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }

  /**
   * The first element decides; others that do not fit are refused when they are read. Texts stand
   * in lists of lists, as those of a single list are files.
   */
  private static boolean isArray(JsonNode json) {
    JsonNode first = json;
    int depth = 0;
    while (first.isArray() && !first.isEmpty()) {
      first = first.get(0);
      depth++;
    }
    boolean text = first.isTextual() && !first.textValue().startsWith(BytesJson.FILE);
    return first.isNumber() || first.isBoolean() || (text && depth > 1);
  }

  /** An object of arrays by input. */
  private static boolean isColumns(JsonNode json) {
    return json.isObject() && !json.isEmpty() && !json.has(BytesJson.BYTES) && !isText(json);
  }

  private static boolean all(JsonNode json, Predicate<JsonNode> what) {
    List<JsonNode> items = items(json);
    return !items.isEmpty() && items.stream().allMatch(what);
  }

  private static List<JsonNode> items(JsonNode json) {
    return json.isArray()
        ? new ArrayList<>(StreamSupport.stream(json.spliterator(), false).toList())
        : List.of(json);
  }
}
