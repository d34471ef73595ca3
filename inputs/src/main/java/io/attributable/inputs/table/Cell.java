package io.attributable.inputs.table;

import io.attributable.AttributionException;
import io.attributable.Suggestions;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.source.NamedFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Makes elements of what stands in a column. */
final class Cell {
  private final NamedFile file;
  private final FeatureCard feature;
  private final ElementReader elements;

  Cell(NamedFile file, FeatureCard feature, InputDtype dtype) {
    this.file = file;
    this.feature = feature;
    this.elements = new ElementReader(dtype);
  }

  /**
   * What is meant: the text, or what stands for a missing one.
   *
   * @throws AttributionException UNREADABLE_FILE if nothing does
   */
  String written(TableFile.Row row, String text) {
    return text.isEmpty()
        ? feature
            .missing()
            .orElseThrow(
                () -> wrong(row, "is empty; a card can say what that means, as \"missing\""))
        : text;
  }

  /**
   * The elements, one or one per category.
   *
   * @throws AttributionException UNREADABLE_FILE if the text is none
   */
  List<Object> read(TableFile.Row row, String text) {
    if (feature.categories().isEmpty()) {
      return List.of(number(row, text));
    }
    int index = feature.categories().indexOf(text);
    if (index < 0) {
      throw wrong(
          row,
          "is \"%s\", but its categories are \"%s\"%s"
              .formatted(text, String.join("\", \"", feature.categories()), meant(text)));
    }
    if (!feature.oneHot()) {
      return List.of(element(row, BigDecimal.valueOf(index)));
    }
    List<Object> hot = new ArrayList<>();
    for (int i = 0; i < feature.categories().size(); i++) {
      hot.add(element(row, i == index ? BigDecimal.ONE : BigDecimal.ZERO));
    }
    return hot;
  }

  private String meant(String text) {
    List<String> nearest = Suggestions.nearest(text, feature.categories());
    return nearest.isEmpty() ? "" : " (did you mean \"" + nearest.get(0) + "\"?)";
  }

  private Object number(TableFile.Row row, String text) {
    Object element =
        elements
            .read(text)
            .orElseThrow(
                () ->
                    wrong(
                        row,
                        "is \"%s\", not %s%s".formatted(text, elements.expected(), hint(text))));
    if (feature.mean() == 0 && feature.std() == 1) {
      return element;
    }
    if (!(element instanceof Number number)) {
      throw wrong(row, "has a mean or std, but is no number");
    }
    double value = number.doubleValue();
    return element(row, BigDecimal.valueOf((value - feature.mean()) / feature.std()));
  }

  /** Of numbers as other countries write them. */
  private static String hint(String text) {
    return text.matches("[-+]?[0-9.\u00a0' ]*,[0-9.,]*") && text.matches(".*[0-9].*")
        ? "; write numbers with a point, and without separators of thousands: 1234.5"
        : "";
  }

  private Object element(TableFile.Row row, BigDecimal value) {
    return elements
        .read(value)
        .orElseThrow(() -> wrong(row, "becomes %s, not %s".formatted(value, elements.expected())));
  }

  private AttributionException wrong(TableFile.Row row, String problem) {
    return file.unreadable(
        "line %d, column \"%s\" %s".formatted(row.line(), feature.name(), problem));
  }
}
