package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionMethod;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.Mode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the method of a request: its name, or an object with its name and its parameters. {@code
 * "mode"} beside it is the mode of gradient × activation.
 */
final class MethodJson {
  private static final String NAME = "name";
  private static final String EXPECTED =
      "a name, or an object with a name and parameters, such as {\"name\": \"grad-cam\"}";

  private MethodJson() {}

  /**
   * The method.
   *
   * @throws io.attributable.AttributionException BAD_REQUEST, UNKNOWN_METHOD, METHOD_PARAMETER
   */
  static AttributionMethod read(RequestFields fields) {
    JsonNode method = fields.raw(RequestKey.METHOD);
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!fields.raw(RequestKey.MODE).isMissingNode()) {
      Mode mode = fields.constant(RequestKey.MODE, Mode.GLOBAL);
      parameters.putAll(texts(new GradientXActivation(mode).parameters()));
    }
    if (method.isMissingNode()) {
      return Methods.of(new GradientXActivation().name(), parameters);
    }
    if (method.isTextual()) {
      return Methods.of(method.textValue(), parameters);
    }
    if (!method.isObject() || !method.path(NAME).isTextual()) {
      throw fields.mustBe(RequestKey.METHOD, EXPECTED, method);
    }
    for (Map.Entry<String, JsonNode> entry : method.properties()) {
      if (!entry.getValue().isValueNode()) {
        throw fields.mustBe(RequestKey.METHOD, EXPECTED, method);
      }
      if (!entry.getKey().equals(NAME)) {
        parameters.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return Methods.of(method.path(NAME).textValue(), parameters);
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }
}
