package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.Target;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.request.TargetList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Answers requests whose only point is the input, with one baseline for each example: the run that
 * computes attributions has the outputs at both, too, so that there is no other. Not thread-safe.
 */
final class SinglePoint {
  private final PointContext context;
  private final PointOutputs outputs;

  SinglePoint(PointContext context, PointOutputs outputs) {
    this.context = context;
    this.outputs = outputs;
  }

  /**
   * The results by target.
   *
   * @param rows the most rows of a run, of all its targets
   * @throws io.attributable.AttributionException about the target and the weights
   */
  List<Attributions> run(TargetList targets, long rows) {
    targets.check(output().name(), shape(targets.needShape()));
    int step = (int) Math.max(1, Math.min(targets.count(), rows / Math.max(1, examples())));
    List<Attributions> results = new ArrayList<>();
    for (int from = 0; from < targets.count(); from += step) {
      results.addAll(evaluate(targets, from, Math.min(targets.count(), from + step)));
    }
    return results;
  }

  private List<Attributions> evaluate(TargetList targets, int from, int to) {
    context.executor().feeds().setTargets(targets, from, to);
    try (PointSums sums = new PointSums(context, targets.kind())) {
      sums.add(PointSet.at(1), 1);
      AttributedTensor at = sums.fetched(ends().input());
      OutputEnds found = ends(targets, at, sums.fetched(ends().baseline()));
      Convergences convergences =
          new Convergences(context.request(), context.planned(), sums, found, from, 0);
      List<Attributions> results =
          ResultAssembler.assemble(context.request(), sums.evaluation(convergences::of), to - from);
      return ResultAssembler.withPrediction(context.request(), results, at);
    }
  }

  private OutputEnds ends(TargetList targets, AttributedTensor at, AttributedTensor baseline) {
    TargetValues values = new TargetValues(at, examples());
    context.executor().check(targets, values.shape());
    TargetList named =
        targets.targets().get(0) instanceof Target.Predicted
            ? TargetList.one(values.predicted(0))
            : targets;
    return OutputEnds.of(named, values, new TargetValues(baseline, examples()), weights());
  }

  /** As far as it is known; a target of the wrong rank would fail in TensorFlow. */
  private Shape shape(boolean whole) {
    Shape known = output().shape();
    boolean open = whole && known.numDimensions() > 1 && known.tail().hasUnknownDimension();
    return known.isUnknown() || open
        ? outputs.at(PointSet.at(1), ends().input()).values().shape()
        : known.numDimensions() == 0 ? known : known.tail().prepend(examples());
  }

  private PlannedPoints.Ends ends() {
    return context.planned().ends().orElseThrow();
  }

  private OutputTensor output() {
    return context.request().output().orElseThrow();
  }

  private Optional<List<Double>> weights() {
    return context.request().request().gradientWeights();
  }

  private long examples() {
    return context.examples();
  }
}
