package io.attributable.spark.internal.rows;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.model.ExecutorModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/** Explains rows together, and finds those that cannot be. Not thread-safe. */
final class BatchExplainer {
  private final PartitionJob job;
  private final ExecutorRequest request;

  BatchExplainer(PartitionJob job, ExecutorModel model) {
    this.job = job;
    this.request = new ExecutorRequest(job, model);
  }

  /** The rows with what was added, in their order. */
  List<Tuple2<Row, ExplainedCell>> explain(List<Row> rows) {
    List<ReadRow> read = new ArrayList<>(rows.size());
    List<List<ReadRow>> groups = new ArrayList<>();
    for (Row row : rows) {
      ReadRow each = request.read(row);
      read.add(each);
      if (each.failure() == null) {
        group(groups, each).add(each);
      }
    }
    groups.forEach(this::run);
    List<Tuple2<Row, ExplainedCell>> explained = new ArrayList<>(rows.size());
    read.forEach(each -> explained.add(row(each)));
    return explained;
  }

  private static List<ReadRow> group(List<List<ReadRow>> groups, ReadRow row) {
    for (List<ReadRow> group : groups) {
      if (group.get(0).fits(row)) {
        return group;
      }
    }
    List<ReadRow> added = new ArrayList<>();
    groups.add(added);
    return added;
  }

  /** One that cannot be explained is found by halving. */
  private void run(List<ReadRow> group) {
    try {
      request.explain(group);
    } catch (AttributionException e) {
      if (endsAll(e.code())) {
        throw e;
      }
      if (group.size() == 1) {
        group.get(0).fail(e);
        return;
      }
      run(group.subList(0, group.size() / 2));
      run(group.subList(group.size() / 2, group.size()));
    }
  }

  /** Whether a failure is none of a row. */
  private static boolean endsAll(ErrorCode code) {
    return switch (code) {
      case MODEL_CLOSED, CANCELLED, DEADLINE_EXCEEDED, TOO_MANY_CALLS, TOO_MANY_PLANS -> true;
      default -> false;
    };
  }

  private Tuple2<Row, ExplainedCell> row(ReadRow read) {
    AttributionException failure = read.failure();
    if (failure != null && !job.keeps()) {
      throw failure;
    }
    return new Tuple2<>(read.row(), read.cell());
  }
}
