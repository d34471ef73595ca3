package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.Mode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the method of a request: its name, or an object with its name and its parameters. {@code
 * "mode"} beside it is the mode of gradient × activation.
 */
final class MethodJson {
  private static final String NAME = "name";
  private static final String EXPECTED =
      "a name, or an object with a name and parameters, such as {\"name\": \"grad-cam\"}";
  private static final ObjectMapper VALUES = new ObjectMapper();

  private MethodJson() {}

  /**
   * What is said about the method.
   *
   * @param paths resolves the names of files
   * @throws io.attributable.AttributionException BAD_REQUEST, UNREADABLE_FILE
   */
  static MethodChoice read(RequestFields fields, Function<String, Path> paths) {
    JsonNode method = fields.raw(RequestKey.METHOD);
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (!fields.raw(RequestKey.MODE).isMissingNode()) {
      Mode mode = fields.constant(RequestKey.MODE, Mode.GLOBAL);
      parameters.putAll(new GradientXActivation(mode).parameters());
    }
    if (method.isMissingNode()) {
      return new MethodChoice(Optional.empty(), parameters);
    }
    if (method.isTextual()) {
      return new MethodChoice(Optional.of(method.textValue()), parameters);
    }
    if (!method.isObject() || !method.path(NAME).isTextual()) {
      throw fields.mustBe(RequestKey.METHOD, EXPECTED, method);
    }
    for (Map.Entry<String, JsonNode> entry : method.properties()) {
      if (!entry.getKey().equals(NAME) && !entry.getValue().isNull()) {
        parameters.put(entry.getKey(), value(entry.getKey(), entry.getValue(), fields, paths));
      }
    }
    return new MethodChoice(Optional.of(method.path(NAME).textValue()), parameters);
  }

  private static Object value(
      String parameter, JsonNode value, RequestFields fields, Function<String, Path> paths) {
    return value.isObject() && isByInput(parameter)
        ? new ByInputJson(parameter, fields, paths).read(value)
        : VALUES.convertValue(value, Object.class);
  }

  private static boolean isByInput(String name) {
    return Methods.parameters().stream()
        .anyMatch(parameter -> parameter.name().equals(name) && parameter.byInput());
  }
}
