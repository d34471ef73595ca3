package io.attributable.inputs.card;

import io.attributable.FeatureText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the features of a table: names, or objects that say more. */
final class FeatureReader {
  private final CardFaults faults;

  FeatureReader(CardFaults faults) {
    this.faults = faults;
  }

  List<FeatureCard> read(CardObject table) {
    List<FeatureCard> features = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (CardNode item : table.items("features", "a list of names and objects")) {
      FeatureCard feature =
          item.isText() ? FeatureCard.of(String.valueOf(item.value())) : feature(item);
      if (!names.add(feature.name())) {
        throw faults.at(item, "feature \"%s\" is named twice".formatted(feature.name()));
      }
      features.add(feature);
    }
    return features;
  }

  private FeatureCard feature(CardNode item) {
    CardObject feature =
        new CardObject(faults, item, "a feature")
            .only(
                "name",
                "text",
                "reason",
                "unit",
                "input",
                "categories",
                "encoding",
                "missing",
                "mean",
                "std");
    double std = feature.number("std").orElse(1.0);
    if (std == 0) {
      throw feature.wrong("std", "\"std\" must not be 0, as numbers are divided by it");
    }
    return new FeatureCard(
        feature.requiredText("name"),
        feature.text("text"),
        feature.value("reason").map(this::reason),
        feature.text("unit"),
        feature.text("input"),
        feature.texts("categories"),
        oneHot(feature),
        missing(feature),
        feature.number("mean").orElse(0.0),
        std);
  }

  /** A text, or one for each side. */
  private FeatureText reason(CardNode said) {
    if (said.isText()) {
      return FeatureText.of(String.valueOf(said.value()));
    }
    CardObject sides =
        new CardObject(faults, said, "\"reason\", a text or one for each side")
            .only("against", "for");
    return new FeatureText(sides.text("against"), sides.text("for"));
  }

  private static boolean oneHot(CardObject feature) {
    Optional<Encoding> encoding = feature.constant("encoding", Encoding.class);
    if (encoding.isPresent() && feature.value("categories").isEmpty()) {
      throw feature.wrong("encoding", "\"encoding\" is about \"categories\", which are missing");
    }
    return encoding.filter(Encoding.ONE_HOT::equals).isPresent();
  }

  private static Optional<String> missing(CardObject feature) {
    return feature
        .value("missing")
        .map(
            value -> {
              if (value.isObject() || value.isList()) {
                throw feature.mustBe("missing", "a number, a text, true or false", value);
              }
              return String.valueOf(value.value());
            });
  }

  /** What the model gets of a category. */
  private enum Encoding {
    INDEX,
    ONE_HOT
  }
}
