package io.attributable.inputs.card;

import io.attributable.Features;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects what cards call the columns of inputs. Not thread-safe. */
final class CardFeatures {
  private final Map<String, List<String>> byInput = new LinkedHashMap<>();
  private Features texts = Features.none();

  /**
   * Adds an input of a card. Whether it is one of the signature, or stands for an input per
   * feature, the card does not say: names are there for both, as nothing asks for the others.
   *
   * @param name of the card
   */
  void add(String name, InputContent content) {
    if (content instanceof InputContent.Table table) {
      table
          .features()
          .forEach(
              feature -> {
                Stream.of(name, feature.input().orElse(feature.name()))
                    .distinct()
                    .forEach(input -> add(input, feature));
                feature.reason().ifPresent(said -> texts = texts.withText(feature.name(), said));
              });
    }
  }

  private void add(String input, FeatureCard feature) {
    List<String> columns = byInput.computeIfAbsent(input, unused -> new ArrayList<>());
    columns.addAll(Collections.nCopies(feature.width(), feature.name()));
  }

  Features features() {
    return new Features(byInput, texts.texts());
  }
}
