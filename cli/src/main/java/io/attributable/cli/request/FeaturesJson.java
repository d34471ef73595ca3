package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.AttributionException;
import io.attributable.FeatureText;
import io.attributable.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads names and texts of features: by input a list with an entry for each column, in order. An
 * entry is a name, or {@code {"name": "debt", "text": "Debt is high", "columns": 1}}, where the
 * text may be {@code {"against": …, "for": …}}, and a feature may have several columns.
 */
final class FeaturesJson {
  private static final String NAME = "name";
  private static final String TEXT = "text";
  private static final String COLUMNS = "columns";
  private static final String AGAINST = "against";
  private static final String FOR = "for";
  private static final int MOST_COLUMNS = 1 << 20;

  private final Function<String, AttributionException> wrong;
  private Features features = Features.none();

  private FeaturesJson(Function<String, AttributionException> wrong) {
    this.wrong = wrong;
  }

  /**
   * The features.
   *
   * @param wrong makes a failure of what is wrong
   * @throws AttributionException that failure, or FEATURES_INVALID
   */
  static Features read(JsonNode json, Function<String, AttributionException> wrong) {
    return new FeaturesJson(wrong).read(json);
  }

  private Features read(JsonNode json) {
    if (!json.isObject()) {
      throw wrong.apply(
          "features must be an object with a list of names by input, but are "
              + AbbreviatedValue.of(json));
    }
    for (Map.Entry<String, JsonNode> input : json.properties()) {
      if (!input.getValue().isArray()) {
        throw wrong.apply(
            "features of \"%s\" must be a list with a name for each column, but are %s"
                .formatted(input.getKey(), AbbreviatedValue.of(input.getValue())));
      }
      List<String> names = new ArrayList<>();
      input.getValue().forEach(entry -> add(names, entry));
      features = features.and(input.getKey(), names.toArray(String[]::new));
    }
    return features;
  }

  private void add(List<String> names, JsonNode entry) {
    if (entry.isTextual()) {
      names.add(entry.textValue());
      return;
    }
    require(
        entry.isObject()
            && entry.path(NAME).isTextual()
            && hasOnly(entry, Set.of(NAME, TEXT, COLUMNS)),
        "a feature must be a name, or an object such as {\"name\": \"debt\", \"text\": \"Debt is"
            + " high\", \"columns\": 1}",
        entry);
    String name = entry.path(NAME).textValue();
    int columns = entry.path(COLUMNS).asInt(1);
    boolean counted =
        entry.path(COLUMNS).isMissingNode() || entry.path(COLUMNS).canConvertToExactIntegral();
    require(
        counted && columns > 0 && columns <= MOST_COLUMNS,
        "\"columns\" of feature \"" + name + "\" must be a number from 1 on",
        entry.path(COLUMNS));
    for (int i = 0; i < columns; i++) {
      names.add(name);
    }
    if (entry.has(TEXT)) {
      features = features.withText(name, text(name, entry.path(TEXT)));
    }
  }

  private FeatureText text(String feature, JsonNode text) {
    if (text.isTextual()) {
      return FeatureText.of(text.textValue());
    }
    require(
        text.isObject()
            && !text.isEmpty()
            && hasOnly(text, Set.of(AGAINST, FOR))
            && text.properties().stream().allMatch(side -> side.getValue().isTextual()),
        "\"text\" of feature \"%s\" must be a text, or an object of texts by side: \"against\", \"for\""
            .formatted(feature),
        text);
    return new FeatureText(
        Optional.ofNullable(text.path(AGAINST).textValue()),
        Optional.ofNullable(text.path(FOR).textValue()));
  }

  private static boolean hasOnly(JsonNode object, Set<String> keys) {
    return object.properties().stream().allMatch(entry -> keys.contains(entry.getKey()));
  }

  private void require(boolean met, String expected, JsonNode found) {
    if (!met) {
      throw wrong.apply(expected + ", but is " + AbbreviatedValue.of(found));
    }
  }
}
