package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.spark.internal.column.Block;
import io.attributable.spark.internal.column.ColumnReader;
import io.attributable.spark.internal.column.ColumnReaders;
import io.attributable.spark.internal.column.TargetColumn;
import io.attributable.spark.internal.request.Explained;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns that a model is fed with. Safe for any number of threads.
 *
 * @param target of each row's own; null for none
 */
record RowReader(List<ColumnReader> columns, @Nullable TargetColumn target) {

  static RowReader of(PartitionJob job, Explained explained) {
    ColumnReaders readers = new ColumnReaders(explained.signature(), explained.card());
    List<ColumnReader> columns =
        job.feeds().stream()
            .map(feed -> readers.of(feed, job.schema().fields()[feed.index()].dataType()))
            .toList();
    String name = job.targetCol();
    if (name == null) {
      return new RowReader(columns, null);
    }
    int index = job.schema().fieldIndex(name);
    return new RowReader(
        columns,
        TargetColumn.of(name, index, job.schema().fields()[index].dataType(), explained.classes()));
  }

  /** What a row has; its failure where that is nothing. */
  ReadRow read(Row row) {
    try {
      List<Block> blocks = new ArrayList<>(columns.size());
      for (ColumnReader column : columns) {
        column.read(row, blocks);
      }
      return new ReadRow(row, blocks, target == null ? null : target.read(row));
    } catch (AttributionException e) {
      return ReadRow.failed(row, e);
    }
  }
}
