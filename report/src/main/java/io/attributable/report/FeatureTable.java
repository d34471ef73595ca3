package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.inputs.view.FeatureView;
import io.attributable.inputs.view.InputView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/**
 * Features that people see as one row, whether they are columns of one input or inputs of their
 * own.
 *
 * @param inputs those of the signature, each with its features behind one another
 */
record FeatureTable(List<String> inputs, List<Feature> features) {
  static final String INPUT = "input:";

  /**
   * A feature.
   *
   * @param column what requests call it
   * @param name what people call it
   * @param given its value in the example, with its unit
   * @param width how many places it takes
   */
  record Feature(String input, String column, String name, String given, int width) {}

  /** The rows of an example that have several inputs, or one. */
  static List<FeatureTable> of(ReportContent report, int example) {
    List<FeatureTable> tables = new ArrayList<>();
    for (InputView view : report.views()) {
      if (view instanceof InputView.Table table && example < table.examples()) {
        tables.add(of(table, example));
      }
    }
    ofNumbers(report, example).ifPresent(tables::add);
    return tables;
  }

  private static FeatureTable of(InputView.Table table, int example) {
    List<Feature> features = new ArrayList<>();
    List<String> inputs = table.features().stream().map(FeatureView::input).distinct().toList();
    for (String input : inputs) {
      for (int i = 0; i < table.features().size(); i++) {
        FeatureView feature = table.features().get(i);
        if (feature.input().equals(input)) {
          String unit = feature.unit().map(one -> " " + one).orElse("");
          String given = table.rows().get(example).values().get(i) + unit;
          features.add(new Feature(input, feature.name(), feature.text(), given, feature.width()));
        }
      }
    }
    return new FeatureTable(inputs, features);
  }

  /** Inputs of a number per example that nobody has described are a row, too. */
  private static Optional<FeatureTable> ofNumbers(ReportContent report, int example) {
    List<Feature> features = new ArrayList<>();
    for (Map.Entry<String, NdArray<?>> input : report.inputs().entrySet()) {
      boolean described =
          report.views().stream()
              .anyMatch(
                  view ->
                      !(view instanceof InputView.Arrays)
                          && view.inputs().contains(input.getKey()));
      NdArray<?> array = input.getValue();
      if (!described && array.rank() > 0 && example < array.shape().get(0)) {
        Values row = Values.of(array, example);
        if (row.size() == 1 && row.rank() < 2) {
          String name = input.getKey();
          features.add(new Feature(name, name, name, Figures.plain(row.at(0)), 1));
        }
      }
    }
    return features.isEmpty()
        ? Optional.empty()
        : Optional.of(new FeatureTable(features.stream().map(Feature::input).toList(), features));
  }

  /** What people call a feature that requests call so. */
  static String name(ReportContent report, String column) {
    return report.views().stream()
        .filter(InputView.Table.class::isInstance)
        .flatMap(view -> ((InputView.Table) view).features().stream())
        .filter(feature -> feature.name().equals(column))
        .findFirst()
        .map(FeatureView::text)
        .orElse(column);
  }

  /** That of some of the inputs. */
  FeatureTable of(List<String> some) {
    return new FeatureTable(
        inputs.stream().filter(some::contains).toList(),
        features.stream().filter(feature -> some.contains(feature.input())).toList());
  }

  /** With the names that requests gave, where they gave all, and others than the card. */
  FeatureTable named(List<Attribution> parts) {
    List<String> columns =
        parts.stream()
            .flatMap(part -> part.features().columns(part.layer()).stream().flatMap(List::stream))
            .toList();
    if (columns.size() != width()) {
      return this;
    }
    List<Feature> named = new ArrayList<>();
    int column = 0;
    for (Feature feature : features) {
      String given = columns.get(column);
      String name = given.equals(feature.column()) ? feature.name() : given;
      named.add(new Feature(feature.input(), given, name, feature.given(), feature.width()));
      column += feature.width();
    }
    return new FeatureTable(inputs, named);
  }

  /** How many places all features take. */
  int width() {
    return features.stream().mapToInt(Feature::width).sum();
  }

  int width(String input) {
    return of(List.of(input)).width();
  }

  MapKind.Columns columns() {
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (Feature feature : features) {
      end += feature.width();
      ends.add(end);
    }
    return new MapKind.Columns(
        features.stream().map(Feature::name).toList(),
        features.stream().map(Feature::given).toList(),
        ends);
  }

  /** Whether an attribution is about an input of it, with a value for each place. */
  boolean has(Attribution attribution, int example) {
    return input(attribution).filter(inputs::contains).isPresent()
        && attribution.tensors().size() == 1
        && attribution.tensors().get(0).positions().isEmpty()
        && hasWidth(attribution, example);
  }

  private boolean hasWidth(Attribution attribution, int example) {
    NdArray<?> values = attribution.tensors().get(0).values();
    if (values.rank() == 0 || values.rank() > 2 || example >= values.shape().get(0)) {
      return false;
    }
    return values.get(example).size() == width(input(attribution).orElseThrow());
  }

  /** The input that an attribution is about. */
  static Optional<String> input(Attribution attribution) {
    return Optional.of(attribution.layer())
        .filter(layer -> layer.startsWith(INPUT))
        .map(layer -> layer.substring(INPUT.length()));
  }
}
