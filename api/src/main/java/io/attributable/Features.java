package io.attributable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the elements of explained inputs and layers are called, and what is said of them as {@link
 * Reasons}. Immutable, safe for any number of threads.
 *
 * <pre>{@code
 * Features credit = Features.of("row", "income", "debt", "home", "home", "home")
 *     .withText("debt", "Debt is high relative to income");
 * }</pre>
 *
 * <p>There is one name for each column: each index of axis 1, the one behind the example; what is
 * behind it, such as the dimensions of an embedding, is summed. A single name is that of the whole
 * input. Columns next to each other that have the same name are one feature, such as the columns
 * that one category was encoded in, and their attributions are summed. So are those of inputs that
 * share a name.
 *
 * @param names by the name of an input, or by the address of a layer, one per column
 * @param texts by the name of a feature
 */
public record Features(Map<String, List<String>> names, Map<String, FeatureText> texts) {
  private static final Features NONE = new Features(Map.of(), Map.of());
  private static final String INPUT = "input:";

  /**
   * Copies and checks.
   *
   * @throws AttributionException FEATURES_INVALID
   */
  public Features {
    NonNull.all(names, "names");
    NonNull.all(texts, "texts");
    names.forEach(FeatureNames::check);
    Map<String, List<String>> copies = new LinkedHashMap<>();
    names.forEach((layer, columns) -> copies.put(layer, List.copyOf(columns)));
    names = Collections.unmodifiableMap(copies);
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** No names and no texts: features are called by their positions, such as {@code row[3]}. */
  public static Features none() {
    return NONE;
  }

  /**
   * The names of the columns of one input.
   *
   * @param input an input of the signature, or the address of an explained layer
   * @throws AttributionException FEATURES_INVALID for no name, an empty one, or one that comes
   *     again behind another
   */
  public static Features of(String input, String... columns) {
    return NONE.and(input, columns);
  }

  /**
   * Features as JSON has them: by input a list with an entry for each column, in order. An entry is
   * a name, or {@code {"name": "debt", "text": "Debt is high", "columns": 1}}, where the text may
   * be {@code {"against": …, "for": …}}, and a feature may have several columns.
   *
   * @param value maps, lists, texts and numbers, as parsers of JSON make them
   * @param wrong makes the failure of a value that is something else
   * @throws AttributionException that failure, or FEATURES_INVALID
   */
  public static Features read(Object value, Function<String, AttributionException> wrong) {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(wrong, "wrong");
    return new FeaturesReader(wrong).read(value);
  }

  /**
   * The same, and the names of the columns of another input.
   *
   * @throws AttributionException FEATURES_INVALID
   */
  public Features and(String input, String... columns) {
    Objects.requireNonNull(input, "input");
    NonNull.all(columns, "columns");
    Map<String, List<String>> more = new LinkedHashMap<>(names);
    more.put(input, List.of(columns));
    return new Features(more, texts);
  }

  /** The same, and the names and texts of others, which go before those that are here. */
  public Features and(Features others) {
    Objects.requireNonNull(others, "others");
    Map<String, List<String>> more = new LinkedHashMap<>(names);
    others.names.forEach(
        (layer, columns) -> {
          more.keySet().removeIf(known -> input(known).equals(input(layer)));
          more.put(layer, columns);
        });
    Map<String, FeatureText> all = new LinkedHashMap<>(texts);
    all.putAll(others.texts);
    return new Features(more, all);
  }

  /** The same with what is said of a feature on both sides. */
  public Features withText(String feature, String text) {
    return withText(feature, FeatureText.of(text));
  }

  /** The same with what is said of a feature. */
  public Features withText(String feature, FeatureText text) {
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(text, "text");
    Map<String, FeatureText> more = new LinkedHashMap<>(texts);
    more.put(feature, text);
    return new Features(names, more);
  }

  /** Whether there are neither names nor texts. */
  public boolean isEmpty() {
    return names.isEmpty() && texts.isEmpty();
  }

  /** The names of a layer's columns, by its address in a request. */
  public Optional<List<String>> columns(String layer) {
    Objects.requireNonNull(layer, "layer");
    return Optional.ofNullable(names.get(layer))
        .or(() -> Optional.ofNullable(names.get(input(layer))));
  }

  /** The input that an address stands for; other addresses are as they are. */
  static String input(String layer) {
    return layer.startsWith(INPUT) ? layer.substring(INPUT.length()) : layer;
  }

  /** Whether an address is that of an input. */
  static boolean isInput(String layer) {
    return layer.startsWith(INPUT);
  }
}
