package io.attributable.server.internal.json;

import static io.attributable.requests.JsonPlace.BODY;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.requests.JsonFields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads inputs that are files of a caller: by name {@code {"files": [{"name": "cat.jpg", "b64":
 * "…"}], "rows": "3-7"}}, {@code {"texts": ["…"]}} or {@code {"values": [[1, 2]]}}. Their content
 * is in the request; no file of this machine is read.
 */
final class Uploads {
  private static final String FILES = "files";
  private static final String ROWS = "rows";
  private static final String TEXTS = "texts";
  private static final String VALUES = "values";
  private static final String NAME = "name";
  private static final String CONTENT = "b64";

  private final JsonFields body;
  private final String key;

  Uploads(JsonFields body, String key) {
    this.body = body;
    this.key = key;
  }

  /**
   * The inputs by name; none where the key is absent.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST
   */
  Map<String, InputSource> read() {
    Map<String, InputSource> sources = new LinkedHashMap<>();
    body.value(key)
        .ifPresent(
            inputs -> {
              if (!inputs.isObject()) {
                throw BODY.mustBe(key, "an object of inputs by name", inputs);
              }
              inputs
                  .properties()
                  .forEach(
                      entry ->
                          sources.put(entry.getKey(), source(entry.getKey(), entry.getValue())));
            });
    return sources;
  }

  private static InputSource source(String input, JsonNode value) {
    JsonFields fields = JsonFields.of(BODY, value);
    fields.checkKeys(List.of(FILES, ROWS, TEXTS, VALUES));
    Optional<JsonNode> files = fields.value(FILES);
    Optional<JsonNode> texts = fields.value(TEXTS);
    Optional<JsonNode> values = fields.value(VALUES);
    if (files.stream().count() + texts.stream().count() + values.stream().count() != 1) {
      throw BODY.wrong(
          "input \"%s\" must have \"files\", \"texts\" or \"values\", one of them"
              .formatted(JsonFields.shortened(input)));
    }
    return files
        .<InputSource>map(list -> new InputSource.Files(contents(list), rows(fields)))
        .or(() -> texts.map(list -> new InputSource.Texts(texts(list))))
        .or(() -> values.map(InputSource.Json::new))
        .orElseThrow();
  }

  private static Optional<String> rows(JsonFields fields) {
    return fields.text(ROWS).map(String::strip).filter(rows -> !rows.isEmpty());
  }

  private static List<Content> contents(JsonNode list) {
    List<Content> contents = new ArrayList<>();
    for (JsonNode file : list) {
      if (!file.path(NAME).isTextual() || !file.path(CONTENT).isTextual()) {
        throw BODY.mustBe(FILES, "a list of {\"name\": …, \"b64\": …}", list);
      }
      contents.add(new Content.Bytes(name(file), bytes(file)));
    }
    if (contents.isEmpty()) {
      throw BODY.mustBe(FILES, "a list of one file at least", list);
    }
    return contents;
  }

  /** Without folders: the name is for messages, and its ending for what the file is. */
  private static String name(JsonNode file) {
    String name = file.path(NAME).textValue();
    return name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')));
  }

  private static byte[] bytes(JsonNode file) {
    try {
      return Base64.getDecoder().decode(file.path(CONTENT).textValue());
    } catch (IllegalArgumentException e) {
      throw BODY.wrong(
              "\"b64\" of \"%s\" is not base64: %s"
                  .formatted(JsonFields.shortened(name(file)), e.getMessage()))
          .causedBy(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list) {
      if (!text.isTextual()) {
        throw BODY.mustBe(TEXTS, "a list of texts", list);
      }
      texts.add(text.textValue());
    }
    if (texts.isEmpty()) {
      throw BODY.mustBe(TEXTS, "a list of one text at least", list);
    }
    return texts;
  }
}
