package io.attributable.inputs.card;

import io.attributable.AttributionException;
import io.attributable.Suggestions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The entries of an object of a card. A key that is absent and one that is null are the same. */
final class CardObject {
  private final CardFaults faults;
  private final CardNode node;
  private final String name;

  /**
   * An object.
   *
   * @param name what messages call it, such as {@code "preprocess"}
   */
  CardObject(CardFaults faults, CardNode node, String name) {
    this.faults = faults;
    this.node = node;
    this.name = name;
    if (!node.isObject()) {
      throw faults.at(node, "%s must be an object, but is %s".formatted(name, node.shown()));
    }
  }

  /** Refuses keys that mean nothing: they are mistyped more often than superfluous. */
  CardObject only(String... keys) {
    List<String> known = Arrays.asList(keys);
    node.members()
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                throw faults.at(value, unknown(key, known));
              }
            });
    return this;
  }

  private String unknown(String key, List<String> known) {
    List<String> nearest = Suggestions.nearest(key, known);
    return "unknown key \"%s\" in %s".formatted(key, name)
        + (nearest.isEmpty()
            ? "; its keys are " + String.join(", ", known)
            : " (did you mean \"" + nearest.get(0) + "\"?)");
  }

  Optional<CardNode> value(String key) {
    return Optional.ofNullable(node.members().get(key))
        .filter(value -> value.value() != CardNode.NULL);
  }

  /** Values by key, in the order of the card. */
  <T> Map<String, T> members(String key, Function<Map.Entry<String, CardNode>, T> reader) {
    Map<String, T> read = new LinkedHashMap<>();
    value(key)
        .ifPresent(
            object ->
                new CardObject(faults, object, quoted(key))
                    .node
                    .members()
                    .entrySet()
                    .forEach(entry -> read.put(entry.getKey(), reader.apply(entry))));
    return read;
  }

  /** The items of a list; none where there is no list. */
  List<CardNode> items(String key, String expected) {
    return value(key)
        .map(
            list -> {
              if (!list.isList()) {
                throw mustBe(key, expected, list);
              }
              return list.items();
            })
        .orElse(List.of());
  }

  Optional<String> text(String key) {
    return value(key).map(text -> typed(key, text, String.class, "a text"));
  }

  String requiredText(String key) {
    return text(key).orElseThrow(() -> missing(key));
  }

  AttributionException missing(String key) {
    return faults.at(node, "%s has no \"%s\"".formatted(name, key));
  }

  Optional<Double> number(String key) {
    return value(key).map(number -> typed(key, number, BigDecimal.class, "a number").doubleValue());
  }

  Optional<Long> whole(String key) {
    return value(key)
        .map(
            number -> {
              try {
                return typed(key, number, BigDecimal.class, "a whole number").longValueExact();
              } catch (ArithmeticException e) {
                throw mustBe(key, "a whole number", number);
              }
            });
  }

  boolean truth(String key) {
    return value(key).map(truth -> typed(key, truth, Boolean.class, "true or false")).orElse(false);
  }

  List<String> texts(String key) {
    return items(key, "a list of texts").stream()
        .map(item -> typed(key, item, String.class, "a list of texts"))
        .toList();
  }

  /** A list of numbers, or one number. */
  List<Double> numbers(String key) {
    if (value(key).filter(CardNode::isNumber).isPresent()) {
      return number(key).map(List::of).orElse(List.of());
    }
    String expected = "a number or a list of numbers";
    return items(key, expected).stream()
        .map(item -> typed(key, item, BigDecimal.class, expected).doubleValue())
        .toList();
  }

  /** A constant of an enum, written small, with a hyphen or an underscore between words. */
  <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) {
    return value(key).map(word -> constant(key, word, type));
  }

  private <E extends Enum<E>> E constant(String key, CardNode word, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> words =
        Arrays.stream(constants).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    int index = words.indexOf(String.valueOf(word.value()).replace('-', '_'));
    if (index < 0) {
      throw mustBe(key, "\"" + String.join("\", \"", words) + "\"", word);
    }
    return constants[index];
  }

  private <T> T typed(String key, CardNode value, Class<T> type, String expected) {
    if (!type.isInstance(value.value())) {
      throw mustBe(key, expected, value);
    }
    return type.cast(value.value());
  }

  /** A value that is something else than it has to be. */
  AttributionException mustBe(String key, String expected, CardNode found) {
    return faults.at(found, "\"%s\" must be %s, but is %s".formatted(key, expected, found.shown()));
  }

  /** A failure at a key. */
  AttributionException wrong(String key, String problem) {
    return faults.at(value(key).orElse(node), problem);
  }

  private static String quoted(String key) {
    return '"' + key + '"';
  }
}
