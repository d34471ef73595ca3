package io.attributable.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of words in columns that are as wide as their widest word; the last one is not filled. */
public final class Table {
  private static final String GAP = "  ";

  private final String indent;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param indent the prefix of each line
   */
  public Table(String indent) {
    this.indent = indent;
  }

  /** Adds a row; all rows have the same number of cells. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** The table, a line per row. */
  public List<String> lines() {
    int columns = rows.isEmpty() ? 0 : rows.get(0).size();
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
