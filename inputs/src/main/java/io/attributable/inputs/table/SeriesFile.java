package io.attributable.inputs.table;

import io.attributable.Suggestions;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table with a row for each step.
 *
 * @param columns of the table, in the order of the channels
 */
record SeriesFile(NamedFile file, TableFile table, List<Integer> columns) {

  /**
   * Reads a table.
   *
   * @param channels that are wanted, in their order; none for all columns
   * @param rows the steps, such as {@code 3-7}; empty for all
   * @throws io.attributable.AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  static SeriesFile read(
      NamedFile file, List<String> channels, Optional<String> rows, ReadLimits limits) {
    TableFile all = TableFile.steps(file, limits);
    TableFile table = rows.map(some -> all.only(file, some)).orElse(all);
    List<Integer> columns = IntStream.range(0, table.columns().size()).boxed().toList();
    if (channels.isEmpty() || !table.named()) {
      return new SeriesFile(file, table, columns);
    }
    return new SeriesFile(
        file, table, channels.stream().map(channel -> column(file, table, channel)).toList());
  }

  private static int column(NamedFile file, TableFile table, String channel) {
    int column = table.columns().indexOf(channel);
    if (column < 0) {
      List<String> nearest = Suggestions.nearest(channel, table.columns());
      throw file.unreadable(
          "it has no column \"%s\", which the model card names as a channel, but \"%s\"%s"
              .formatted(
                  channel,
                  String.join("\", \"", table.columns()),
                  nearest.isEmpty() ? "" : " (did you mean \"" + nearest.get(0) + "\"?)"));
    }
    return column;
  }

  /** The names of the channels; none where the file has no header. */
  List<String> channels() {
    return table.named() ? columns.stream().map(table.columns()::get).toList() : List.of();
  }

  /** The columns that are no channels. */
  List<String> unused() {
    return IntStream.range(0, table.columns().size())
        .filter(column -> !columns.contains(column))
        .mapToObj(table.columns()::get)
        .toList();
  }

  /**
   * The elements, a list per step.
   *
   * @throws io.attributable.AttributionException UNREADABLE_FILE
   */
  List<List<Object>> steps(ElementReader elements) {
    List<List<Object>> steps = new ArrayList<>();
    for (TableFile.Row row : table.rows()) {
      steps.add(columns.stream().map(column -> element(elements, row, column)).toList());
    }
    return steps;
  }

  private Object element(ElementReader elements, TableFile.Row row, int column) {
    String text = row.values().get(column);
    return elements
        .read(text)
        .orElseThrow(
            () ->
                file.unreadable(
                    "line %d, column \"%s\" is %s, not %s"
                        .formatted(
                            row.line(),
                            table.columns().get(column),
                            text.isEmpty() ? "empty" : '"' + text + '"',
                            elements.expected())));
  }
}
