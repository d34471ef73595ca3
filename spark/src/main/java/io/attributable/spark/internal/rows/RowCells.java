package io.attributable.spark.internal.rows;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.ExampleReasons;
import io.attributable.Prediction;
import io.attributable.Reason;
import io.attributable.Reasons;
import io.attributable.requests.ExplainOptions;
import io.attributable.spark.internal.cell.ExplainedCell;
import io.attributable.spark.internal.cell.ReasonCell;
import io.attributable.spark.internal.cell.ReasonsCell;
import io.attributable.spark.internal.cell.TensorCell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The results of a batch as cells of its rows.
 *
 * @param tensors by layer, how many it has
 * @param predicts whether the explained output is wanted
 */
record RowCells(
    Attributions results, ExplainOptions options, List<Integer> tensors, boolean predicts) {

  /** A cell for each row. */
  List<ExplainedCell> cells(int rows) {
    List<ExplainedCell> cells =
        new ArrayList<>(Stream.generate(ExplainedCell::new).limit(rows).toList());
    if (options.reasons().isPresent()) {
      addReasons(cells);
    } else {
      addTensors(cells);
    }
    if (predicts) {
      addPredictions(cells);
    }
    return cells;
  }

  private void addTensors(List<ExplainedCell> cells) {
    List<RowValues> all = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Attribution layer = results.layers().get(i);
      if (layer.tensors().size() != tensors.get(i)) {
        throw new AttributionException(
            ErrorCode.INTERNAL,
            "layer \"%s\" has %d tensors, but %d were expected"
                .formatted(layer.layer(), layer.tensors().size(), tensors.get(i)));
      }
      layer.tensors().forEach(tensor -> all.add(RowValues.of(layer.layer(), tensor, cells.size())));
    }
    for (int row = 0; row < cells.size(); row++) {
      int at = row;
      cells
          .get(row)
          .setTensors(all.stream().map(values -> values.cell(at)).toArray(TensorCell[]::new));
    }
  }

  private void addPredictions(List<ExplainedCell> cells) {
    Prediction found =
        results
            .prediction()
            .orElseThrow(
                () -> new AttributionException(ErrorCode.INTERNAL, "there is no prediction"));
    RowValues values = RowValues.ofOutput(found.output(), found.tensor(), cells.size());
    for (int row = 0; row < cells.size(); row++) {
      cells.get(row).setPrediction(values.values(row));
    }
  }

  private void addReasons(List<ExplainedCell> cells) {
    results
        .layers()
        .forEach(
            layer ->
                layer
                    .tensors()
                    .forEach(tensor -> RowValues.requireRows(layer.layer(), tensor, cells.size())));
    Reasons told = results.reasons(options.reasons().orElseThrow(), options.side());
    for (int row = 0; row < cells.size(); row++) {
      cells.get(row).setReasons(reasons(told, row));
    }
  }

  private static ReasonsCell reasons(Reasons told, int row) {
    ExampleReasons example = told.get(row);
    ReasonsCell cell = new ReasonsCell();
    cell.setAt(example.at());
    cell.setAtBaseline(example.atBaseline());
    cell.setDelta(example.delta());
    cell.setZeroBaseline(told.zeroBaseline());
    cell.setFewer(told.isShort(row));
    cell.setReasons(example.reasons().stream().map(RowCells::reason).toArray(ReasonCell[]::new));
    cell.setAlsoTied(example.alsoTied().toArray(String[]::new));
    return cell;
  }

  private static ReasonCell reason(Reason reason) {
    ReasonCell cell = new ReasonCell();
    cell.setRank(reason.rank());
    cell.setFeature(reason.feature());
    cell.setText(reason.text().orElse(null));
    cell.setContribution(reason.contribution());
    cell.setShare(reason.share());
    cell.setValues(doubles(reason.values()));
    cell.setBaselineValues(doubles(reason.baselineValues()));
    cell.setTied(reason.tied());
    return cell;
  }

  private static double[] doubles(List<Number> numbers) {
    return numbers.stream().mapToDouble(Number::doubleValue).toArray();
  }
}
