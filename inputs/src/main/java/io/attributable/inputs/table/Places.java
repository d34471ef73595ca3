package io.attributable.inputs.table;

import io.attributable.AttributionException;
import io.attributable.Suggestions;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.source.NamedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which column of a file goes where. */
final class Places {
  private static final String SERIES =
      "If its rows are steps of a series, say so in a model card: {\"kind\": \"series\"}. ";
  private static final String ARRAY = "Give an array: NAME=FILE.npy.";

  private final NamedFile file;
  private final TableFile table;
  private final Map<String, Integer> widths = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  private Places(NamedFile file, TableFile table) {
    this.file = file;
    this.table = table;
  }

  /** All columns go into one input, in the order of the features; without these in the file's. */
  static List<Place> matrix(
      NamedFile file, TableFile table, NamedTensor input, List<FeatureCard> features) {
    Places places = new Places(file, table);
    List<String> columns = isOwnColumn(table, input) ? List.of(input.name()) : table.columns();
    List<FeatureCard> wanted =
        features.isEmpty() ? columns.stream().map(FeatureCard::of).toList() : features;
    wanted.forEach(feature -> places.add(feature, input));
    places.checkWidths();
    return places.places;
  }

  /** An input of one value takes the column of its name, whatever others there are. */
  private static boolean isOwnColumn(TableFile table, NamedTensor input) {
    return (input.rank() == 1 || (input.rank() == 2 && input.lengths().get(1) == 1))
        && table.columns().contains(input.name());
  }

  /** Each column goes into an input of its own. */
  static List<Place> spread(
      NamedFile file, TableFile table, List<NamedTensor> inputs, List<FeatureCard> features) {
    Places places = new Places(file, table);
    List<FeatureCard> wanted =
        features.isEmpty()
            ? inputs.stream().map(input -> FeatureCard.of(input.name())).toList()
            : features;
    wanted.forEach(feature -> places.add(feature, places.input(feature, inputs)));
    places.checkWidths();
    return places.places;
  }

  private NamedTensor input(FeatureCard feature, List<NamedTensor> inputs) {
    String wanted = feature.input().orElse(feature.name());
    Optional<NamedTensor> found =
        inputs.stream().filter(input -> input.name().equals(wanted)).findFirst();
    List<String> names = inputs.stream().map(NamedTensor::name).toList();
    return found.orElseThrow(
        () ->
            file.unreadable(
                "no input that is to be given takes feature \"%s\"; those are \"%s\""
                    .formatted(wanted, String.join("\", \"", names))));
  }

  private void add(FeatureCard feature, NamedTensor input) {
    int source = table.columns().indexOf(feature.name());
    if (source < 0) {
      throw noColumn(feature);
    }
    int column = widths.merge(input.name(), feature.width(), Integer::sum) - feature.width();
    places.add(new Place(source, feature, input, column));
  }

  private AttributionException noColumn(FeatureCard feature) {
    List<String> nearest = Suggestions.nearest(feature.name(), table.columns());
    return file.unreadable(
        "it has no column \"%s\", but \"%s\"%s"
            .formatted(
                feature.name(),
                String.join("\", \"", table.columns()),
                nearest.isEmpty() ? "" : " (did you mean \"" + nearest.get(0) + "\"?)"));
  }

  private void checkWidths() {
    for (Place place : places) {
      NamedTensor input = place.input();
      long stated =
          switch (input.rank()) {
            case 1 -> 1;
            case 2 -> input.lengths().get(1);
            default ->
                throw input.conversion(
                    file.content().name(),
                    "a table fills inputs of one or two dimensions",
                    input.rank() == 3 ? SERIES + ARRAY : ARRAY);
          };
      int found = widths.getOrDefault(input.name(), 0);
      if (stated >= 0 && stated != found) {
        throw input.conversion(
            file.content().name(),
            "it takes %s per row, but %d are given: \"%s\""
                .formatted(
                    stated == 1 ? "one value" : stated + " values",
                    found,
                    String.join("\", \"", names(input))),
            "Name those to be taken as \"features\" in a model card.");
      }
    }
  }

  private List<String> names(NamedTensor input) {
    return places.stream()
        .filter(place -> place.input().equals(input))
        .map(place -> place.feature().name())
        .toList();
  }
}
