package io.attributable.inputs.table;

import io.attributable.AttributionException;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table, such as a {@code .csv} file.
 *
 * @param columns their names, no two the same; their numbers where the file has no header
 * @param named whether the file has a header
 * @param rows each with as many values as there are columns
 */
record TableFile(List<String> columns, boolean named, List<Row> rows) {
  private static final Pattern OPEN_QUOTE =
      Pattern.compile("\\(startline (\\d+)\\) EOF reached before encapsulated token finished");

  /**
   * A row.
   *
   * @param line where it ends in the file, counted from 1
   * @param number of the row, counted from 1 behind a header
   * @param values one per column
   */
  record Row(long line, int number, List<String> values) {}

  /**
   * Reads a table that has a header.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  static TableFile read(NamedFile file, ReadLimits limits) {
    String text = file.text(limits);
    TableFile table = read(file, text, format(file.content().name(), text, true));
    if (!table.named) {
      throw file.unreadable(
          "its first line must name the columns, but has the numbers "
              + String.join(", ", table.rows.get(0).values()));
    }
    return table;
  }

  /**
   * Reads a table with a row for each step, where no row may be empty, and the header may be
   * missing.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  static TableFile steps(NamedFile file, ReadLimits limits) {
    String text = file.text(limits).replaceFirst("[\\r\\n]+\\z", "");
    return read(file, text, format(file.content().name(), text, false));
  }

  private static TableFile read(NamedFile file, String text, CSVFormat format) {
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      return read(file, parser);
    } catch (IOException e) {
      throw file.unreadable(problem(e)).causedBy(e);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw file.unreadable(problem(e)).causedBy(e);
    }
  }

  private static String problem(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String text = String.valueOf(cause.getMessage());
    Matcher open = OPEN_QUOTE.matcher(text);
    return open.find()
        ? "line %s opens a quote that is never closed".formatted(open.group(1))
        : text;
  }

  /** Spreadsheets of many countries separate values by semicolons. */
  private static CSVFormat format(String name, String text, boolean skipEmpty) {
    String header = text.lines().findFirst().orElse("");
    boolean tabs = name.toLowerCase(Locale.ROOT).endsWith(".tsv");
    boolean semicolons = !header.contains(",") && header.contains(";");
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(tabs ? '\t' : semicolons ? ';' : ',')
        .setIgnoreSurroundingSpaces(true)
        .setIgnoreEmptyLines(skipEmpty)
        .get();
  }

  private static TableFile read(NamedFile file, CSVParser parser) {
    List<Row> lines = new ArrayList<>();
    for (CSVRecord each : parser) {
      lines.add(new Row(parser.getCurrentLineNumber(), lines.size(), each.toList()));
    }
    if (lines.isEmpty()) {
      throw file.unreadable("it is empty");
    }
    List<String> first = lines.get(0).values();
    boolean named = !first.stream().map(String::strip).allMatch(TableFile::isNumber);
    List<Row> rows =
        named
            ? lines.subList(1, lines.size())
            : lines.stream().map(row -> new Row(row.line, row.number + 1, row.values)).toList();
    if (rows.isEmpty()) {
      throw file.unreadable("it has no row behind the line with the names of its columns");
    }
    List<String> columns = named ? header(file, first) : numbers(first.size());
    rows.forEach(row -> checkSize(file, row, columns.size()));
    return new TableFile(columns, named, rows);
  }

  private static void checkSize(NamedFile file, Row row, int columns) {
    if (row.values.size() != columns) {
      throw file.unreadable(
          "line %d has %d values, but there are %d columns"
              .formatted(row.line, row.values.size(), columns));
    }
  }

  private static List<String> numbers(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).toList();
  }

  private static List<String> header(NamedFile file, List<String> first) {
    List<String> names = first.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw file.unreadable("it has two columns \"%s\"".formatted(name));
      }
    }
    return names;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * The rows of a selection.
   *
   * @param selection such as {@code 3} or {@code 3-7}, counted from 1
   * @throws AttributionException UNREADABLE_FILE if it has no such rows
   */
  TableFile only(NamedFile file, String selection) {
    String[] ends = selection.split("-", 2);
    try {
      int first = Integer.parseInt(ends[0]);
      int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
      if (first >= 1 && first <= last && last <= rows.size()) {
        return new TableFile(columns, named, rows.subList(first - 1, last));
      }
    } catch (NumberFormatException e) {
      // Too long to be a number is out of range, too.
    }
    if (!selection.matches("\\d+(-\\d+)?")) {
      throw file.unreadable(
          "\"#%s\" is no row: write #3 for the third, #3-7 for five of them".formatted(selection));
    }
    throw file.unreadable(
        "it has rows 1 to %d, but \"#%s\" was asked for".formatted(rows.size(), selection));
  }
}
