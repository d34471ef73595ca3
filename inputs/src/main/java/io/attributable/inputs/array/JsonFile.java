package io.attributable.inputs.array;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.attributable.AttributionException;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads JSON: arrays, alone or by input, and the bodies of prediction requests: {@code
 * {"instances": […]}} has an entry per example, {@code {"inputs": …}} an array per input.
 */
public final class JsonFile {
  private static final String INSTANCES = "instances";
  private static final String INPUTS = "inputs";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonFile() {}

  /**
   * Reads a file.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  public static JsonNode read(Content content, String role, ReadLimits limits) {
    NamedFile file = new NamedFile(content, role);
    try {
      return JSON.readTree(file.text(limits));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : "line %d, column %d: "
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw file.unreadable("it is not JSON: " + where + e.getOriginalMessage()).causedBy(e);
    } catch (NumberFormatException e) {
      // Of a number with an exponent that is none.
      throw file.unreadable("it holds a number that is none: " + e.getMessage()).causedBy(e);
    }
  }

  /**
   * The array of one input.
   *
   * @param origin a file's name, or {@code request}
   * @throws AttributionException INPUT_CONVERSION
   */
  public static ReadInput one(NamedTensor input, JsonNode json, String origin) {
    JsonNode values = json.has(INSTANCES) ? json.path(INSTANCES) : json.path(INPUTS);
    NdArray<?> array =
        JsonArray.read(input, json.isObject() && !values.isMissingNode() ? values : json, origin);
    return ReadInput.of(input.name(), array, ArrayFiles.view(input.name(), origin, array));
  }

  /**
   * The arrays of several inputs.
   *
   * @param name what the request calls them
   * @param file where the JSON comes from, for messages
   * @throws AttributionException INPUT_CONVERSION, UNREADABLE_FILE
   */
  public static ReadInput all(
      String name, List<NamedTensor> inputs, JsonNode json, NamedFile file) {
    Map<String, JsonNode> byInput = byInput(file, json, inputs);
    String origin = file.content().name();
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    int examples = 1;
    for (Map.Entry<String, JsonNode> entry : byInput.entrySet()) {
      NamedTensor input = named(file, entry.getKey(), inputs);
      arrays.put(input.name(), JsonArray.read(input, entry.getValue(), origin));
      examples = Math.max(1, entry.getValue().size());
    }
    return new ReadInput(
        arrays,
        new InputView.Arrays(name, List.copyOf(arrays.keySet()), origin, examples),
        List.of());
  }

  private static NamedTensor named(NamedFile file, String name, List<NamedTensor> inputs) {
    return inputs.stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                file.unreadable(
                    "\"%s\" is no input that is to be given; those are \"%s\""
                        .formatted(
                            name,
                            String.join(
                                "\", \"", inputs.stream().map(NamedTensor::name).toList()))));
  }

  private static Map<String, JsonNode> byInput(
      NamedFile file, JsonNode json, List<NamedTensor> inputs) {
    if (json.has(INSTANCES)) {
      return columns(file, json.path(INSTANCES), inputs);
    }
    JsonNode columns = json.has(INPUTS) ? json.path(INPUTS) : json;
    if (!columns.isObject() && inputs.size() == 1) {
      return Map.of(inputs.get(0).name(), columns);
    }
    if (!columns.isObject() || columns.isEmpty()) {
      throw file.unreadable(
          "it must be an object of arrays by input, {\"inputs\": …} or {\"instances\": […]}");
    }
    Map<String, JsonNode> byInput = new LinkedHashMap<>();
    columns.properties().forEach(entry -> byInput.put(entry.getKey(), entry.getValue()));
    return byInput;
  }

  private static Map<String, JsonNode> columns(
      NamedFile file, JsonNode instances, List<NamedTensor> inputs) {
    if (!instances.isArray() || instances.isEmpty()) {
      throw file.unreadable("\"instances\" must be a list with an entry per example");
    }
    if (!instances.get(0).isObject() && inputs.size() == 1) {
      return Map.of(inputs.get(0).name(), instances);
    }
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    for (int i = 0; i < instances.size(); i++) {
      JsonNode instance = instances.get(i);
      if (!instance.isObject() || (i > 0 && instance.size() != columns.size())) {
        throw file.unreadable(
            "instance %d must be an object with the inputs of the first".formatted(i + 1));
      }
      for (Map.Entry<String, JsonNode> entry : instance.properties()) {
        ArrayNode column =
            (ArrayNode)
                columns.computeIfAbsent(
                    entry.getKey(), key -> JsonNodeFactory.instance.arrayNode());
        column.add(entry.getValue());
        if (column.size() != i + 1) {
          throw file.unreadable(
              "instance %d has \"%s\", but not all before it".formatted(i + 1, entry.getKey()));
        }
      }
    }
    return columns;
  }
}
