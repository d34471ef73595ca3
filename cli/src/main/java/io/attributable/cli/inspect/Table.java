package io.attributable.cli.inspect;

import java.util.ArrayList;
import java.util.List;

/** Lines of words in columns that are as wide as their widest word; the last one is not filled. */
final class Table {
  private static final String GAP = "  ";

  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String indent) {
    this.indent = indent;
  }

  /** Adds a row; all rows have the same number of cells. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table, a line per row. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(width(i) - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
