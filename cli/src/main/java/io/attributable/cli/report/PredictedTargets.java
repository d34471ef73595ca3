package io.attributable.cli.report;

import io.attributable.Prediction;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;

/**
 * The targets of a report: what is explained, and the class that it is compared with.
 *
 * @param runnerUp the largest number of each example but the explained one; empty where there is no
 *     other
 */
record PredictedTargets(Target first, Optional<Target> runnerUp) {

  /** By what the model gave: [examples, classes]; of another shape nothing is compared. */
  static PredictedTargets of(Target wanted, Prediction prediction) {
    DoubleNdArray scores = prediction.tensor().doubles();
    boolean single = wanted instanceof Target.Predicted || column(wanted, 0, 1).isPresent();
    if (scores.rank() != 2 || !single) {
      return new PredictedTargets(wanted, Optional.empty());
    }
    int classes = Math.toIntExact(scores.shape().get(1));
    List<Integer> first = new ArrayList<>();
    List<Integer> next = new ArrayList<>();
    for (int i = 0; i < scores.shape().get(0); i++) {
      int own = column(wanted, i, classes).orElse(largest(scores, i, -1));
      first.add(own);
      next.add(largest(scores, i, own));
    }
    return new PredictedTargets(
        perExample(first), classes < 2 ? Optional.empty() : Optional.of(perExample(next)));
  }

  private static Target perExample(List<Integer> columns) {
    return Target.perExample(columns.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Optional<Integer> column(Target target, int example, int classes) {
    Optional<List<Integer>> index = Optional.empty();
    if (target instanceof Target.Index one) {
      index = Optional.of(one.index());
    } else if (target instanceof Target.PerExample each && example < each.indices().size()) {
      index = Optional.of(each.indices().get(example));
    }
    return index
        .filter(one -> one.size() == 1)
        .map(one -> one.get(0) < 0 ? one.get(0) + classes : one.get(0));
  }

  private static int largest(DoubleNdArray scores, int example, int except) {
    int largest = -1;
    for (int i = 0; i < scores.shape().get(1); i++) {
      boolean larger =
          largest < 0 || scores.getDouble(example, i) > scores.getDouble(example, largest);
      if (i != except && larger) {
        largest = i;
      }
    }
    return Math.max(0, largest);
  }
}
