package io.attributable.server.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The entries of a body in JSON. A key that is absent and one that is {@code null} are the same.
 */
final class BodyFields {
  private static final int LONGEST = 60;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;

  private BodyFields(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @throws AttributionException BAD_REQUEST
   */
  static BodyFields read(byte[] body) {
    if (body.length == 0) {
      throw wrong("it is empty, and must be a JSON object");
    }
    try {
      return of(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      throw wrong(JsonProblem.of(e)).causedBy(e);
    } catch (IOException e) {
      throw wrong(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  /**
   * The entries of an object.
   *
   * @throws AttributionException BAD_REQUEST
   */
  static BodyFields of(JsonNode json) {
    if (!json.isObject()) {
      throw wrong("it must be a JSON object, but is " + shortened(json));
    }
    return new BodyFields(json);
  }

  /** Refuses keys that mean nothing: they are mistyped more often than superfluous. */
  void checkKeys(List<String> known) {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!known.contains(entry.getKey())) {
        String key = shortened(entry.getKey());
        List<String> nearest = Suggestions.nearest(entry.getKey(), known);
        throw wrong(
            nearest.isEmpty()
                ? "unknown key \"%s\"; the keys are %s".formatted(key, String.join(", ", known))
                : "unknown key \"%s\" (did you mean \"%s\"?)".formatted(key, nearest.get(0)));
      }
    }
  }

  /** The value as it is, if there is one. */
  Optional<JsonNode> value(String key) {
    return Optional.ofNullable(json.get(key)).filter(value -> !value.isNull());
  }

  Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw mustBe(key, "text", value);
              }
              return value.textValue();
            });
  }

  boolean truth(String key, boolean absent) {
    return value(key)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw mustBe(key, "true or false", value);
              }
              return value.booleanValue();
            })
        .orElse(absent);
  }

  <E extends Enum<E>> E constant(String key, E absent) {
    Optional<String> word = text(key);
    List<E> constants = Arrays.asList(absent.getDeclaringClass().getEnumConstants());
    return word.isEmpty()
        ? absent
        : constants.stream()
            .filter(constant -> word(constant).equals(word.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    mustBe(
                        key,
                        constants.stream()
                            .map(constant -> '"' + word(constant) + '"')
                            .collect(Collectors.joining(" or ")),
                        value(key).orElseThrow()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Numbers, texts, lists and maps instead of nodes. */
  static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  /** A failure to read the body. */
  static AttributionException wrong(String problem) {
    return new AttributionException(ErrorCode.BAD_REQUEST, "body", problem);
  }

  /** A value that is something else than it has to be. */
  static AttributionException mustBe(String key, String expected, JsonNode found) {
    return wrong("\"%s\" must be %s, but is %s".formatted(key, expected, shortened(found)));
  }

  static String shortened(JsonNode value) {
    return shortened(value.toString());
  }

  static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
