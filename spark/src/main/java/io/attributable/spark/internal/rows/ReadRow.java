package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.spark.internal.cell.ErrorCell;
import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.column.Block;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A row, what was read of it, and what becomes of it. Not thread-safe. */
final class ReadRow {
  private final Row row;
  private final List<Block> blocks;
  private final @Nullable List<Integer> target;
  private ExplainedCell cell = new ExplainedCell();
  private @Nullable AttributionException failure;

  ReadRow(Row row, List<Block> blocks, @Nullable List<Integer> target) {
    this.row = row;
    this.blocks = blocks;
    this.target = target;
  }

  /** A row that cannot be read. */
  static ReadRow failed(Row row, AttributionException failure) {
    ReadRow read = new ReadRow(row, List.of(), null);
    read.fail(failure);
    return read;
  }

  Row row() {
    return row;
  }

  List<Block> blocks() {
    return blocks;
  }

  @Nullable List<Integer> target() {
    return target;
  }

  ExplainedCell cell() {
    return cell;
  }

  @Nullable AttributionException failure() {
    return failure;
  }

  void explained(ExplainedCell made) {
    cell = made;
  }

  void fail(AttributionException why) {
    ErrorCell error = new ErrorCell();
    error.setCode(why.code().id());
    error.setMessage(String.valueOf(why.toMap().get("message")));
    cell = new ExplainedCell();
    cell.setError(error);
    failure = why;
  }

  /** Whether both can be explained in one run. */
  boolean fits(ReadRow other) {
    boolean same =
        blocks.size() == other.blocks.size()
            && (target == null || other.target == null || target.size() == other.target.size());
    for (int i = 0; same && i < blocks.size(); i++) {
      same = blocks.get(i).fits(other.blocks.get(i));
    }
    return same;
  }
}
