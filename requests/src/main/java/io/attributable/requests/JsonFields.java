package io.attributable.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.attributable.AttributionException;
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

  private final JsonPlace place;
  private final JsonNode json;

  private JsonFields(JsonPlace place, JsonNode json) {
    this.place = place;
    this.json = json;
  }

  /**
   * Reads a request.
   *
   * @param place what messages call it
   * @throws AttributionException BAD_REQUEST
   */
  public static JsonFields read(JsonPlace place, byte[] request) {
    if (request.length == 0) {
      throw place.wrong("it is empty, and must be a JSON object");
    }
    try {
      return of(place, JSON.readTree(request));
    } catch (JsonProcessingException e) {
      throw place.wrong(JsonProblem.of(e)).causedBy(e);
    } catch (IOException e) {
      throw place.wrong(String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  /**
   * The entries of an object.
   *
   * @param place what messages call the request
   * @throws AttributionException BAD_REQUEST
   */
  public static JsonFields of(JsonPlace place, JsonNode json) {
    if (!json.isObject()) {
      throw place.wrong("it must be a JSON object, but is " + shortened(json));
    }
    return new JsonFields(place, json);
  }

  /**
   * The entries of an object within the request.
   *
   * @throws AttributionException BAD_REQUEST
   */
  public JsonFields within(JsonNode object) {
    return of(place, object);
  }

  /** Where the request stands. */
  public JsonPlace place() {
    return place;
  }

  /** Refuses keys that mean nothing: they are mistyped more often than superfluous. */
  public void checkKeys(List<String> known) {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!known.contains(entry.getKey())) {
        String key = shortened(entry.getKey());
        List<String> nearest = Suggestions.nearest(entry.getKey(), known);
        throw place.wrong(
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
                throw place.mustBe(key, "text", value);
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
                throw place.mustBe(key, "true or false", value);
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
                    place.mustBe(
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

  /** A value for messages. */
  public static String shortened(JsonNode value) {
    return shortened(value.toString());
  }

  /** As {@link #shortened(JsonNode)}. */
  public static String shortened(String value) {
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
