package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The entries of a request in JSON, each read as what it must be. A key that is absent and one that
 * is {@code null} are the same.
 */
final class RequestFields {
  private final String request;
  private final JsonNode json;

  /**
   * The entries of one request.
   *
   * @param request what messages call it
   * @param json an object
   */
  RequestFields(String request, JsonNode json) {
    this.request = request;
    this.json = json;
  }

  /** Refuses keys that mean nothing: they are mistyped more often than superfluous. */
  void checkKeys() {
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!RequestKey.words().contains(entry.getKey())) {
        throw unknown(entry.getKey());
      }
    }
  }

  /** The value as it is; missing where it is absent or null. */
  JsonNode raw(RequestKey key) {
    JsonNode value = json.path(key.word());
    return value.isNull() ? json.path("") : value;
  }

  Optional<String> text(RequestKey key) {
    JsonNode value = raw(key);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw mustBe(key, "text", value);
    }
    return Optional.ofNullable(value.textValue());
  }

  boolean truth(RequestKey key) {
    JsonNode value = raw(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw mustBe(key, "true or false", value);
    }
    return value.booleanValue();
  }

  List<String> texts(RequestKey key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode entry : list(key, "a list of names")) {
      if (!entry.isTextual()) {
        throw mustBe(key, "a list of names", raw(key));
      }
      texts.add(entry.textValue());
    }
    return texts;
  }

  List<Double> numbers(RequestKey key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode entry : list(key, "a list of numbers or a .npy file")) {
      if (!entry.isNumber()) {
        throw mustBe(key, "a list of numbers or a .npy file", raw(key));
      }
      numbers.add(entry.doubleValue());
    }
    return numbers;
  }

  /**
   * The entries of an object.
   *
   * @param expected what messages say that it has to be
   */
  Map<String, JsonNode> byName(RequestKey key, String expected) {
    JsonNode value = raw(key);
    if (!value.isMissingNode() && !value.isObject()) {
      throw mustBe(key, expected, value);
    }
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    value.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  <E extends Enum<E>> E constant(RequestKey key, E absent) {
    Optional<String> word = text(key);
    List<E> constants = List.of(absent.getDeclaringClass().getEnumConstants());
    return word.isEmpty()
        ? absent
        : constants.stream()
            .filter(constant -> word(constant).equals(word.get()))
            .findFirst()
            .orElseThrow(() -> mustBe(key, words(constants), raw(key)));
  }

  /** A failure to read this request. */
  AttributionException wrong(String problem) {
    return new AttributionException(ErrorCode.BAD_REQUEST, request, problem);
  }

  private AttributionException unknown(String key) {
    List<String> nearest = Suggestions.nearest(key, RequestKey.words());
    return wrong(
        nearest.isEmpty()
            ? "unknown key \"%s\"; the keys are %s"
                .formatted(AbbreviatedValue.of(key), String.join(", ", RequestKey.words()))
            : "unknown key \"%s\" (did you mean \"%s\"?)".formatted(key, nearest.get(0)));
  }

  private JsonNode list(RequestKey key, String expected) {
    JsonNode value = raw(key);
    if (!value.isMissingNode() && !value.isArray()) {
      throw mustBe(key, expected, value);
    }
    return value;
  }

  /** A value that is something else than it has to be. */
  AttributionException mustBe(RequestKey key, String expected, JsonNode found) {
    return wrong(
        "\"%s\" must be %s, but is %s".formatted(key.word(), expected, AbbreviatedValue.of(found)));
  }

  private static String words(List<? extends Enum<?>> constants) {
    return constants.stream()
        .map(constant -> '"' + word(constant) + '"')
        .collect(Collectors.joining(" or "));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
