package io.attributable.spark.internal.rows;

import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.model.SignatureDescription;
import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.column.BatchArrays;
import io.attributable.spark.internal.model.ExecutorModel;
import io.attributable.spark.internal.request.Explained;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A request as an executor asks its model. For all tasks; safe for any number of threads. */
final class ExecutorRequest {
  private final PartitionJob job;
  private final AttributableModel model;
  private final Explained explained;
  private final RowReader reader;
  private final AttributionRequest request;
  private final BatchCheck check;

  /** What all tasks of a request share. */
  private record Shared(Explained explained, BatchCheck check) {}

  ExecutorRequest(PartitionJob job, ExecutorModel model) {
    Shared shared = model.prepared(job.request(), text -> shared(model, job));
    this.job = job;
    this.model = model.model();
    this.explained = shared.explained();
    this.check = shared.check();
    this.reader = RowReader.of(job, explained);
    this.request = explained.request(job.predicts());
  }

  private static Shared shared(ExecutorModel model, PartitionJob job) {
    SignatureDescription signature = model.model().signature(job.request().signature());
    return new Shared(
        Explained.of(job.request(), signature, model.card(signature)), new BatchCheck());
  }

  /** What a row has. */
  ReadRow read(Row row) {
    return reader.read(row);
  }

  /**
   * Explains rows in one run, or one by one where they influence one another.
   *
   * @throws io.attributable.AttributionException if one of them cannot be explained
   */
  void explain(List<ReadRow> rows) {
    if (rows.size() > 1 && check.apart(() -> attribute(rows), row -> attribute(row(rows, row)))) {
      rows.forEach(row -> finish(List.of(row), attribute(List.of(row))));
      return;
    }
    finish(rows, attribute(rows));
  }

  private static List<ReadRow> row(List<ReadRow> rows, int row) {
    return List.of(rows.get(row));
  }

  private Attributions attribute(List<ReadRow> rows) {
    return model.attribute(
        request.withExamples(
            BatchArrays.of(rows.stream().map(ReadRow::blocks).toList()),
            target(rows),
            Optional.empty()));
  }

  private Target target(List<ReadRow> rows) {
    @Nullable List<Integer> first = rows.get(0).target();
    return first == null
        ? explained.target()
        : new Target.PerExample(
            rows.stream().map(row -> Objects.requireNonNull(row.target())).toList());
  }

  private void finish(List<ReadRow> rows, Attributions results) {
    List<ExplainedCell> cells =
        new RowCells(results, explained.options(), job.tensors(), job.predicts())
            .cells(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).explained(cells.get(i));
    }
  }
}
