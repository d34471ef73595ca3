package io.attributable.requests;

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
 * The entries of a request in JSON, such as the body of one over HTTP. A key that is absent and one
 * that is {@code null} are the same.
 */
public final class JsonFields {
  private static final int LONGEST = 60;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode json;

  private JsonFields(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @throws AttributionException BAD_REQUEST
   */
  public static JsonFields read(byte[] body) {
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
  public static JsonFields of(JsonNode json) {
    if (!json.isObject()) {
      throw wrong("it must be a JSON object, but is " + shortened(json));
    }
    return new JsonFields(json);
  }

  /** Refuses keys that mean nothing: they are mistyped more often than superfluous. */
  public void checkKeys(List<String> known) {
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
  public Optional<JsonNode> value(String key) {
    return Optional.ofNullable(json.get(key)).filter(value -> !value.isNull());
  }

  /**
   * A text, if there is one.
   *
   * @throws AttributionException BAD_REQUEST for anything else
   */
  public Optional<String> text(String key) {
    return value(key)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw mustBe(key, "text", value);
              }
              return value.textValue();
            });
  }

  /**
   * A truth value.
   *
   * @throws AttributionException BAD_REQUEST for anything else
   */
  public boolean truth(String key, boolean absent) {
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

  /**
   * The constant of a word, which is its name in small letters.
   *
   * @throws AttributionException BAD_REQUEST for other words
   */
  public <E extends Enum<E>> E constant(String key, E absent) {
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
  public static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  /** A failure to read the body. */
  public static AttributionException wrong(String problem) {
    return new AttributionException(ErrorCode.BAD_REQUEST, "body", problem);
  }

  /** A value that is something else than it has to be. */
  public static AttributionException mustBe(String key, String expected, JsonNode found) {
    return wrong("\"%s\" must be %s, but is %s".formatted(key, expected, shortened(found)));
  }

  /** A value for messages. */
  public static String shortened(JsonNode value) {
    return shortened(value.toString());
  }

  /** As {@link #shortened(JsonNode)}. */
  public static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
