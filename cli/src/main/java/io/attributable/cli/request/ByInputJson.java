package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.FeatureGrouping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads a parameter of a method by input: {@code {"image": {"blur": 5}, "ids": "pad.npy"}}. */
final class ByInputJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Have numbers along dimensions. */
  private static final Set<String> LISTS = Set.of("window", "strides");

  /** Holds which elements are one feature. */
  private static final String MASK = "mask";

  /** May be a truth value, which is 0 or 1. */
  private static final String BASELINE = "baseline";

  private final String parameter;
  private final RequestFields fields;
  private final Function<String, Path> paths;

  /**
   * A reader.
   *
   * @param parameter its name
   * @param paths resolves the names of files
   */
  ByInputJson(String parameter, RequestFields fields, Function<String, Path> paths) {
    this.parameter = parameter;
    this.fields = fields;
    this.paths = paths;
  }

  /**
   * Numbers and arrays by input. What is null is not there.
   *
   * @throws AttributionException BAD_REQUEST, UNREADABLE_FILE
   */
  Map<String, Object> read(JsonNode object) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!entry.getValue().isNull()) {
        values.put(entry.getKey(), value(entry.getKey(), entry.getValue()));
      }
    }
    return values;
  }

  private Object value(String input, JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (parameter.equals(BASELINE) && value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    if (value.isArray() && LISTS.contains(parameter)) {
      return JSON.convertValue(value, List.class);
    }
    if (parameter.equals(MASK) && value.isObject()) {
      return JSON.convertValue(value, Map.class);
    }
    if (parameter.equals(MASK) && FeatureGrouping.read(value.asText()).isPresent()) {
      return value.textValue();
    }
    if (parameter.equals(MASK) && value.isTextual() && GroupsFile.isOne(value.textValue())) {
      return GroupsFile.read(paths.apply(value.textValue()));
    }
    if (value.isTextual() && InputJson.isQuoted(value.textValue())) {
      return ArrayFile.text(InputJson.unquoted(value.textValue()));
    }
    if (value.isObject() && value.size() == 1 && value.path("text").isTextual()) {
      return ArrayFile.text(value.get("text").textValue());
    }
    if (value.isTextual()) {
      return ArrayFile.read(parameter, input, paths.apply(value.textValue()));
    }
    if (value.isObject() && value.size() == 1 && value.path("mean").isTextual()) {
      Path file = paths.apply(value.get("mean").textValue());
      return Map.of("mean", ArrayFile.read(parameter, input, file));
    }
    if (value.isObject() && value.has("blur")) {
      return JSON.convertValue(value, Map.class);
    }
    throw fields.wrong(
        "\"%s\" of \"%s\" must be a number, a .npy file, {\"text\": …}, {\"blur\": 5} or {\"mean\": a .npy file}, but is %s"
            .formatted(parameter, AbbreviatedValue.of(input), AbbreviatedValue.of(value)));
  }
}
