package io.attributable.spark.internal.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.inputs.card.SignatureCard;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request in the words of JSON, as it travels to executors.
 *
 * @param signature its name
 * @param json an object as the server and the command line take it
 */
public record RequestText(String signature, String json) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final String METHOD = "method";
  private static final String BASELINE = "baseline";

  /** Params that are called otherwise in requests. */
  private static final Map<String, String> KEYS = Map.of("reduction", "reduce");

  /**
   * What a transformer is set to.
   *
   * @param names of columns by input, where nobody else names them
   * @throws AttributionException PARAM_INVALID
   */
  public static RequestText of(
      Settings settings, String signature, SignatureCard card, Map<String, List<String>> names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    settings.words().forEach((name, text) -> json.set(key(name), value(settings, name, text)));
    if (!settings.layers().isEmpty()) {
      json.putPOJO("layers", settings.layers());
    }
    if (json.has(BASELINE)) {
      json.set(METHOD, withBaseline(json, card));
      json.remove(BASELINE);
    }
    if (!json.has("features") && !names.isEmpty()) {
      json.set("features", JSON.valueToTree(names));
    }
    return new RequestText(signature, JSON.valueToTree(json).toString());
  }

  private static String key(String param) {
    return KEYS.getOrDefault(param, param);
  }

  /** Texts stand for themselves; what looks like JSON is JSON. */
  private static JsonNode value(Settings settings, String name, String text) {
    String plain = text.strip();
    boolean json =
        plain.startsWith("{") || plain.startsWith("[") || NUMBER.matcher(plain).matches();
    if (!json) {
      return TextNode.valueOf(text);
    }
    try {
      return JSON.readTree(plain);
    } catch (JsonProcessingException e) {
      throw new AttributionException(
              ErrorCode.PARAM_INVALID,
              name,
              settings.name(),
              "it is no JSON (" + e.getOriginalMessage() + ")",
              "")
          .causedBy(e);
    }
  }

  private static ObjectNode withBaseline(ObjectNode json, SignatureCard card) {
    JsonNode said = json.path(METHOD);
    ObjectNode method =
        said instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance
                .objectNode()
                .put(
                    "name",
                    said.isTextual()
                        ? said.textValue()
                        : card.defaults().method().orElse(new GradientXActivation().name()));
    method.set(BASELINE, json.get(BASELINE));
    return method;
  }

  /** The object. */
  JsonNode read() {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
