package io.attributable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads features out of maps, lists and texts, as parsers of JSON make them. */
final class FeaturesReader {
  private static final String NAME = "name";
  private static final String TEXT = "text";
  private static final String COLUMNS = "columns";
  private static final String AGAINST = "against";
  private static final String FOR = "for";
  private static final int MOST_COLUMNS = 1 << 20;

  private final Function<String, AttributionException> wrong;
  private Features features = Features.none();

  FeaturesReader(Function<String, AttributionException> wrong) {
    this.wrong = wrong;
  }

  Features read(Object value) {
    if (!(value instanceof Map<?, ?> inputs)) {
      throw wrong.apply(
          "features must be an object with a list of names by input, but are "
              + PlainValue.shortened(value));
    }
    for (Map.Entry<?, ?> input : inputs.entrySet()) {
      if (!(input.getValue() instanceof List<?> entries)) {
        throw wrong.apply(
            "features of \"%s\" must be a list with a name for each column, but are %s"
                .formatted(input.getKey(), PlainValue.shortened(input.getValue())));
      }
      List<String> names = new ArrayList<>();
      entries.forEach(entry -> add(names, entry));
      features = features.and(String.valueOf(input.getKey()), names.toArray(String[]::new));
    }
    return features;
  }

  private void add(List<String> names, Object entry) {
    if (entry instanceof String name) {
      names.add(name);
      return;
    }
    if (!(entry instanceof Map<?, ?> object)
        || !(object.get(NAME) instanceof String name)
        || !Set.of(NAME, TEXT, COLUMNS).containsAll(object.keySet())) {
      throw wrong(
          "a feature must be a name, or an object such as {\"name\": \"debt\", \"text\": \"Debt is"
              + " high\", \"columns\": 1}",
          entry);
    }
    for (int i = columns(name, object); i > 0; i--) {
      names.add(name);
    }
    if (object.containsKey(TEXT)) {
      features = features.withText(name, text(name, object.get(TEXT)));
    }
  }

  private int columns(String feature, Map<?, ?> object) {
    Object columns = object.containsKey(COLUMNS) ? object.get(COLUMNS) : Integer.valueOf(1);
    if (columns instanceof Integer count && count > 0 && count <= MOST_COLUMNS) {
      return count;
    }
    throw wrong("\"columns\" of feature \"" + feature + "\" must be a number from 1 on", columns);
  }

  private FeatureText text(String feature, Object value) {
    if (value instanceof String text) {
      return FeatureText.of(text);
    }
    if (value instanceof Map<?, ?> sides
        && !sides.isEmpty()
        && Set.of(AGAINST, FOR).containsAll(sides.keySet())
        && sides.values().stream().allMatch(String.class::isInstance)) {
      return new FeatureText(
          Optional.ofNullable((String) sides.get(AGAINST)),
          Optional.ofNullable((String) sides.get(FOR)));
    }
    throw wrong(
        "\"text\" of feature \"%s\" must be a text, or an object of texts by side: \"against\", \"for\""
            .formatted(feature),
        value);
  }

  private AttributionException wrong(String expected, Object found) {
    return wrong.apply(expected + ", but is " + PlainValue.shortened(found));
  }
}
