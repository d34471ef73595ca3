package io.attributable.spark.internal.summary;

import static org.apache.spark.sql.functions.col;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Columns by which rows are grouped. They have names of their own on the way, so that none is taken
 * for a column of the summary.
 *
 * @param columns of the rows
 * @param names what they are called in the summary
 */
public record GroupColumns(List<Column> columns, List<String> names) {
  private static final String HELD = "by_";

  /** Copies the lists. */
  public GroupColumns {
    columns = List.copyOf(columns);
    names = List.copyOf(names);
  }

  /**
   * The columns of rows.
   *
   * @param summary names of the columns that are behind them in the summary
   * @throws AttributionException COLUMN_TAKEN
   */
  public static GroupColumns of(Dataset<Row> rows, List<Column> columns, List<String> summary) {
    List<String> names =
        columns.isEmpty()
            ? List.of()
            : Arrays.asList(rows.select(columns.toArray(Column[]::new)).columns());
    List<String> taken = new ArrayList<>(summary);
    for (String name : names) {
      String key = name.toLowerCase(Locale.ROOT);
      if (taken.contains(key)) {
        throw new AttributionException(ErrorCode.COLUMN_TAKEN, name, "what the summary is by");
      }
      taken.add(key);
    }
    return new GroupColumns(columns, names);
  }

  /** Taken from the rows. */
  public List<Column> found() {
    List<Column> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      found.add(columns.get(i).as(HELD + i));
    }
    return found;
  }

  /** On the way. */
  public List<Column> held() {
    List<Column> held = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      held.add(col(HELD + i));
    }
    return held;
  }

  /** As they are shown. */
  public List<Column> named() {
    List<Column> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(col(HELD + i).as(names.get(i)));
    }
    return named;
  }
}
