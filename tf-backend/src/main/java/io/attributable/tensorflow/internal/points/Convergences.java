package io.attributable.tensorflow.internal.points;

import io.attributable.Convergence;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.Accumulator;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds what attributions sum to against what they explain. */
final class Convergences {
  private final PreparedRequest request;
  private final PlannedPoints planned;
  private final PointSums sums;
  private final OutputEnds ends;
  private final int firstTarget;
  private final int steps;

  /**
   * Of the targets of one run.
   *
   * @param firstTarget the index of the first one among all targets
   * @param steps to be reported
   */
  Convergences(
      PreparedRequest request,
      PlannedPoints planned,
      PointSums sums,
      OutputEnds ends,
      int firstTarget,
      int steps) {
    this.request = request;
    this.planned = planned;
    this.sums = sums;
    this.ends = ends;
    this.firstTarget = firstTarget;
    this.steps = steps;
  }

  /**
   * That of a layer; empty for methods that promise nothing, and of tensors that hold more or fewer
   * rows than there are examples, whose sums nobody can assign to examples.
   */
  Optional<Convergence> of(int layer, int target) {
    if (!request.method().plan().isComplete() || ends.isNone()) {
      return Optional.empty();
    }
    double[] at = ends.at().get(firstTarget + target);
    double[] atBaseline = ends.atBaseline().get(firstTarget + target);
    double[] sum = new double[at.length];
    for (Accumulator part : parts(layer)) {
      double[] more = sums.sum(part, target);
      if (more.length != sum.length) {
        return Optional.empty();
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += more[i];
      }
    }
    List<Double> delta = new ArrayList<>();
    for (int i = 0; i < sum.length; i++) {
      delta.add(sum[i] - (at[i] - atBaseline[i]));
    }
    return Optional.of(new Convergence(list(at), list(atBaseline), delta, steps));
  }

  /** What the sum for a layer is made of. */
  private Set<Accumulator> parts(int layer) {
    LayerTensors tensors = request.layers().tensors().get(layer);
    return planned.summed(tensors.tensors().stream().map(TensorInfo::tensor).toList());
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
