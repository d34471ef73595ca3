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
 * files that are an example each; {@code {"text": "…"}} and lists of these; numbers and lists of
 * numbers; and what {@link BytesJson} reads.
 */
final class InputJson {
  private static final String TEXT = "text";

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
    if (json.isTextual() && !json.textValue().startsWith(BytesJson.FILE)) {
      return InputFiles.read(json.textValue(), paths);
    }
    if (all(json, InputJson::isText)) {
      return new InputSource.Texts(
          items(json).stream().map(item -> item.path(TEXT).textValue()).toList());
    }
    if (json.isArray() && !json.isEmpty() && all(json, InputJson::isExample)) {
      return new InputSource.Files(
          items(json).stream()
              .<Content>map(item -> new Content.File(paths.apply(item.textValue())))
              .toList());
    }
    return isNumbers(json) ? new InputSource.Json(json) : BytesJson.read(name, json, fields, paths);
  }

  /** A file that is one example, as opposed to arrays, tables and what is no file. */
  private static boolean isExample(JsonNode json) {
    return json.isTextual()
        && !json.textValue().startsWith(BytesJson.FILE)
        && FileFormat.of(json.textValue()).isOneExample();
  }

  private static boolean isText(JsonNode json) {
    return json.isObject() && json.size() == 1 && json.path(TEXT).isTextual();
  }

  /** The first element decides; others that are no numbers are refused when they are read. */
  private static boolean isNumbers(JsonNode json) {
    JsonNode first = json;
    while (first.isArray() && !first.isEmpty()) {
      first = first.get(0);
    }
    return first.isNumber() || first.isBoolean();
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
