package io.attributable.inputs.table;

import io.attributable.AttributionException;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** Makes arrays of the rows of a table. */
public final class TableInput {
  private final String name;
  private final NamedFile file;
  private final TableFile table;
  private final List<String> notes = new ArrayList<>();

  private TableInput(String name, NamedFile file, TableFile table) {
    this.name = name;
    this.file = file;
    this.table = table;
  }

  /**
   * Reads rows into one input, a column per feature.
   *
   * @param rows such as {@code 3} or {@code 3-7}; empty for all
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput matrix(
      NamedTensor input,
      List<FeatureCard> features,
      Content content,
      Optional<String> rows,
      ReadLimits limits) {
    TableInput read = open(input.name(), input.role(), content, rows, limits);
    List<Place> places = Places.matrix(read.file, read.table, input, features);
    if (features.isEmpty() && places.size() > 1) {
      read.notes.add(
          ("Input \"%s\" got the columns of \"%s\" in the file's order, as no model card names its"
                  + " features.")
              .formatted(input.name(), content.name()));
    }
    return read.arrays(places);
  }

  /**
   * Reads rows into several inputs, each of which is a feature.
   *
   * @param name what the request calls the table
   * @param rows such as {@code 3} or {@code 3-7}; empty for all
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput spread(
      String name,
      List<NamedTensor> inputs,
      List<FeatureCard> features,
      Content content,
      Optional<String> rows,
      ReadLimits limits) {
    TableInput read = open(name, "input \"" + name + "\"", content, rows, limits);
    return read.arrays(Places.spread(read.file, read.table, inputs, features));
  }

  private static TableInput open(
      String name, String role, Content content, Optional<String> rows, ReadLimits limits) {
    NamedFile file = new NamedFile(content, role);
    TableFile all = TableFile.read(file, limits);
    return new TableInput(name, file, rows.map(some -> all.only(file, some)).orElse(all));
  }

  private ReadInput arrays(List<Place> places) {
    Map<NamedTensor, List<Place>> byInput = new LinkedHashMap<>();
    places.forEach(
        place -> byInput.computeIfAbsent(place.input(), input -> new ArrayList<>()).add(place));
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    byInput.forEach((input, own) -> arrays.put(input.name(), array(input, own)));
    noteUnused(places);
    InputView view =
        new InputView.Table(
            name,
            List.copyOf(arrays.keySet()),
            places.stream().map(Place::view).toList(),
            table.rows().stream().map(row -> view(row, places)).toList());
    return new ReadInput(arrays, view, notes);
  }

  private NdArray<?> array(NamedTensor input, List<Place> places) {
    InputDtype dtype = input.dtype(file.content().name());
    List<Cell> cells =
        places.stream().map(place -> new Cell(file, place.feature(), dtype)).toList();
    List<Object> elements = new ArrayList<>();
    for (TableFile.Row row : table.rows()) {
      for (int i = 0; i < cells.size(); i++) {
        String text = cells.get(i).written(row, row.values().get(places.get(i).source()));
        elements.addAll(cells.get(i).read(row, text));
      }
    }
    long rows = table.rows().size();
    Shape shape = input.rank() == 1 ? Shape.of(rows) : Shape.of(rows, elements.size() / rows);
    return dtype.array(shape, elements);
  }

  private TableRow view(TableFile.Row row, List<Place> places) {
    List<String> values =
        places.stream()
            .map(
                place -> {
                  String text = row.values().get(place.source());
                  return text.isEmpty() ? place.feature().missing().orElse("") : text;
                })
            .toList();
    return new TableRow("%s, row %d".formatted(file.content().name(), row.number()), values);
  }

  private void noteUnused(List<Place> places) {
    List<Integer> used = places.stream().map(Place::source).toList();
    List<String> unused =
        IntStream.range(0, table.columns().size())
            .filter(column -> !used.contains(column))
            .mapToObj(table.columns()::get)
            .toList();
    if (!unused.isEmpty()) {
      notes.add(
          "Columns of \"%s\" that were not used: \"%s\"."
              .formatted(file.content().name(), String.join("\", \"", unused)));
    }
  }
}
