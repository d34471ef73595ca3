package io.attributable.spark.internal.column;

import java.util.List;
import org.apache.spark.sql.Row;

/** Makes inputs of the column of a row. Safe for any number of threads. */
public interface ColumnReader {

  /**
   * Adds what the column is for a row.
   *
   * @throws io.attributable.AttributionException COLUMN_VALUE, INPUT_SHAPE, INPUT_CONVERSION and
   *     other failures of this row
   */
  void read(Row row, List<Block> into);
}
