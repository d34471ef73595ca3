package io.attributable.report;

import io.attributable.Attribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what the values of an attribution belong to, by what the model was fed. */
final class MapKinds {
  private final ReportContent report;

  MapKinds(ReportContent report) {
    this.report = report;
  }

  /** Of an example of what is explained. */
  MapKind of(Explained explained, Values values, int example) {
    if (explained.table().isPresent()) {
      return explained.table().get().columns();
    }
    Optional<List<String>> chosen = explained.chosen(example);
    if (chosen.isPresent()) {
      return named(chosen.get(), List.of());
    }
    Optional<String> input = FeatureTable.input(explained.first());
    return report.views().stream()
        .filter(view -> input.isEmpty() || view.inputs().contains(input.get()))
        .flatMap(view -> ViewKinds.of(view, input.isPresent(), values, example).stream())
        .findFirst()
        .or(() -> ofArrays(input, values, example))
        .orElseGet(() -> plain(explained.first(), values, example));
  }

  private Optional<MapKind> ofArrays(Optional<String> input, Values values, int example) {
    return report.inputs().entrySet().stream()
        .filter(entry -> input.isEmpty() || entry.getKey().equals(input.get()))
        .filter(entry -> entry.getValue().rank() > 1)
        .flatMap(entry -> ArrayKinds.of(entry.getValue().get(example), values).stream())
        .findFirst();
  }

  /** By its shape alone. */
  private MapKind plain(Attribution attribution, Values values, int example) {
    if (values.rank() > 1) {
      Values grid = values.summedTo(2);
      return new MapKind.Places(Optional.empty(), grid.length(0), grid.length(1));
    }
    return named(attribution, values.size(), given(attribution, values, example));
  }

  /** With the names that the request gave, or positions. Columns that share a name are one. */
  private static MapKind named(Attribution attribution, int size, List<String> given) {
    return named(
        attribution
            .features()
            .columns(attribution.layer())
            .filter(names -> names.size() == size)
            .orElseGet(() -> positions(attribution, size)),
        given);
  }

  private static MapKind named(List<String> columns, List<String> given) {
    int size = columns.size();
    List<String> names = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (i > 0 && columns.get(i).equals(columns.get(i - 1))) {
        ends.set(ends.size() - 1, i + 1);
      } else {
        names.add(columns.get(i));
        ends.add(i + 1);
      }
    }
    return new MapKind.Columns(names, names.size() == size ? given : List.of(), ends);
  }

  /** What the model was fed, of an input with as many numbers. */
  private List<String> given(Attribution attribution, Values values, int example) {
    return FeatureTable.input(attribution)
        .flatMap(input -> Optional.ofNullable(report.inputs().get(input)))
        .filter(array -> array.rank() > 0 && example < array.shape().get(0))
        .map(array -> Values.of(array, example))
        .filter(row -> row.isShapedLike(values))
        .map(row -> Arrays.stream(row.numbers()).mapToObj(Figures::plain).toList())
        .orElse(List.of());
  }

  private static List<String> positions(Attribution attribution, int size) {
    return positions(FeatureTable.input(attribution).orElse(attribution.layer()), size);
  }

  /** Such as {@code row[0]}, {@code row[1]}. */
  static List<String> positions(String name, int size) {
    return size == 1
        ? List.of(name)
        : IntStream.range(0, size).mapToObj(i -> name + "[" + i + "]").toList();
  }
}
