package io.attributable.tensorflow.internal.points;

import io.attributable.Target;
import io.attributable.tensorflow.internal.request.TargetList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The explained values at both ends of a path, by target and example.
 *
 * @param at those at the inputs; their mean, where each point has noise of its own
 * @param atBaseline those at the baselines; their mean, where each example has several
 */
record OutputEnds(List<double[]> at, List<double[]> atBaseline) {

  /** The same baseline at all points. */
  static OutputEnds of(
      TargetList targets, TargetValues at, TargetValues base, Optional<List<Double>> weights) {
    return of(targets, List.of(at), List.of(base), weights);
  }

  /** Baselines that points have of their own; and inputs, where these have noise. */
  static OutputEnds of(
      TargetList targets,
      List<TargetValues> at,
      List<TargetValues> drawn,
      Optional<List<Double>> factors) {
    List<double[]> ends = new ArrayList<>();
    List<double[]> bases = new ArrayList<>();
    for (Target target : targets.targets()) {
      ends.add(weighted(mean(at, target), factors));
      bases.add(weighted(mean(drawn, target), factors));
    }
    return new OutputEnds(ends, bases);
  }

  /** Where nobody asks. */
  static OutputEnds none() {
    return new OutputEnds(List.of(), List.of());
  }

  boolean isNone() {
    return at.isEmpty();
  }

  /** The same with other values at the inputs. */
  OutputEnds withAt(TargetList targets, TargetValues other, Optional<List<Double>> factors) {
    return new OutputEnds(
        targets.targets().stream().map(each -> weighted(other.at(0, each), factors)).toList(),
        atBaseline);
  }

  private static double[] mean(List<TargetValues> drawn, Target target) {
    double[] sum = new double[0];
    int count = 0;
    for (TargetValues values : drawn) {
      for (int point = 0; point < values.points(); point++, count++) {
        double[] some = values.at(point, target);
        sum = count == 0 ? some : plus(sum, some);
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count;
    }
    return sum;
  }

  private static double[] plus(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }

  /** Weights of gradients are those of what is explained. */
  private static double[] weighted(double[] values, Optional<List<Double>> factors) {
    factors.ifPresent(
        all -> {
          for (int i = 0; i < values.length; i++) {
            values[i] *= all.get(i);
          }
        });
    return values;
  }
}
