package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.Convergence;
import io.attributable.RuleCoverage;
import io.attributable.graph.plan.Accumulator;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.execution.PlanEvaluation;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.Tensor;

/**
 * What runs at points add up to, in native memory until closed: one after the other, or in parts at
 * the same time. Not thread-safe.
 */
final class PointSums implements AutoCloseable {
  private final PointContext context;
  private final TargetKind kind;
  private final PointChain chain;

  PointSums(PointContext context, TargetKind kind) {
    this.context = context;
    this.kind = kind;
    this.chain = new PointChain(context);
  }

  /**
   * Adds points.
   *
   * @param most points of one run, or of those that are at the same time
   */
  void add(PointSet points, int most) {
    ParallelSums parallel = new ParallelSums(context, chain);
    if (parallel.apply(points)) {
      // The last point is left to a run that makes results of what the parts add up to.
      parallel.add(points.part(0, points.size() - 1), most);
      chain.add(points.part(points.size() - 1, points.size()), 1);
    } else {
      chain.add(points, most);
    }
  }

  /** Begins with the points of another sample: sums begin anew, what is made of samples goes on. */
  void nextSample() {
    chain.nextSample();
  }

  /** By example, the sum of a result's elements for one of the targets that were fed. */
  double[] sum(Accumulator accumulator, int target) {
    Tensor tensor = last().of(accumulator.sum());
    double[] sums = FloatingPointValues.of(tensor);
    if (tensor.shape().numDimensions() < 2) {
      return sums;
    }
    int width = Math.toIntExact(tensor.shape().get(1));
    return Arrays.copyOfRange(sums, target * width, (target + 1) * width);
  }

  /** A tensor of the last run, copied. */
  AttributedTensor fetched(TensorRef tensor) {
    return new ResultArrays().copy(tensor.toString(), last().of(tensor));
  }

  private HandedOn.OfRun last() {
    return (HandedOn.OfRun) chain.last().orElseThrow();
  }

  /**
   * The results, valid until more is added.
   *
   * @param convergences by layer and target
   */
  Evaluation evaluation(BiFunction<Integer, Integer, Optional<Convergence>> convergences) {
    PlanEvaluation whole =
        new PlanEvaluation(
            context.request(), context.plan().plan(), kind, last().fetches(), last().result());
    return new Evaluation() {
      @Override
      public AttributedTensor tensor(int layer, int tensor, int target) {
        return whole.tensor(layer, tensor, target);
      }

      @Override
      public Optional<AttributedTensor> prediction() {
        return Optional.empty();
      }

      @Override
      public Optional<Convergence> convergence(int layer, int target) {
        return convergences.apply(layer, target);
      }

      @Override
      public RuleCoverage coverage() {
        return whole.coverage();
      }
    };
  }

  @Override
  public void close() {
    chain.close();
  }
}
