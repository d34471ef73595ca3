package io.attributable.spark.internal.rows;

import io.attributable.spark.internal.cell.ExplainedCell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Rows in their order, of which no more than a batch are held. Not thread-safe. */
final class ExplainedRows implements Iterator<Tuple2<Row, ExplainedCell>> {
  private final Iterator<Row> source;
  private final BatchExplainer explainer;
  private final int batchSize;
  private final Deque<Tuple2<Row, ExplainedCell>> ready = new ArrayDeque<>();

  ExplainedRows(Iterator<Row> source, BatchExplainer explainer, int batchSize) {
    this.source = source;
    this.explainer = explainer;
    this.batchSize = batchSize;
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || source.hasNext();
  }

  @Override
  public Tuple2<Row, ExplainedCell> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (ready.isEmpty()) {
      List<Row> rows = new ArrayList<>(batchSize);
      while (rows.size() < batchSize && source.hasNext()) {
        rows.add(source.next());
      }
      ready.addAll(explainer.explain(rows));
    }
    return ready.remove();
  }
}
