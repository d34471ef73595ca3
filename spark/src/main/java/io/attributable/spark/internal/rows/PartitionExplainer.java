package io.attributable.spark.internal.rows;

import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.model.ExecutorModels;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Explains the rows of a partition, with the model of the executor as long as the task runs. */
final class PartitionExplainer implements MapPartitionsFunction<Row, Tuple2<Row, ExplainedCell>> {
  private static final long serialVersionUID = 1L;

  private final PartitionJob job;

  PartitionExplainer(PartitionJob job) {
    this.job = job;
  }

  @Override
  public Iterator<Tuple2<Row, ExplainedCell>> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator(); // A model would be loaded for nothing.
    }
    ExecutorModels.Lease lease = ExecutorModels.lease(job.ticket(), job.configuration().value());
    TaskContext task = TaskContext.get();
    if (task != null) {
      TaskCompletionListener closing = ended -> lease.close();
      task.addTaskCompletionListener(closing);
    }
    return new ExplainedRows(rows, new BatchExplainer(job, lease.model()), job.batchSize());
  }
}
