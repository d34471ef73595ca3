package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.Convergence;
import io.attributable.RuleCoverage;
import io.attributable.graph.plan.Accumulator;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.plan.TargetKind;
import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.PlanEvaluation;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * What runs at points add up to, in native memory until closed: each run is fed what those before
 * gave. Not thread-safe.
 */
final class PointSums implements AutoCloseable {
  private final PreparedRequest request;
  private final PlanExecutor executor;
  private final RunnablePlan plan;
  private final PlannedPoints planned;
  private final BaselineTensors baselines;
  private final TargetKind kind;
  private @Nullable Result last;
  private @Nullable Fetches fetches;

  PointSums(
      PreparedRequest request,
      PlanExecutor executor,
      PlannedPoints planned,
      BaselineTensors baselines,
      TargetKind kind) {
    this.request = request;
    this.executor = executor;
    this.plan = executor.plan();
    this.planned = planned;
    this.baselines = baselines;
    this.kind = kind;
  }

  /**
   * Adds points.
   *
   * @param most points of one run
   */
  void add(PointSet points, int most) {
    if (points.scale() == 0) {
      close();
    }
    for (int from = 0; from < points.size(); from += most) {
      int to = Math.min(points.size(), from + most);
      run(points.part(from, to), to == points.size());
    }
  }

  private void run(PointSet points, boolean whole) {
    Session.Runner runner = plan.runner();
    executor.feeds().feedAll(runner);
    baselines.feed(runner);
    try (PointTensors fed = new PointTensors(plan, planned, points, baselines.examples());
        Befores befores = new Befores()) {
      fed.feed(runner);
      befores.feed(runner);
      Fetches wanted = new Fetches(plan, runner);
      planned.handedOn().forEach(carry -> wanted.add(carry.after()));
      planned.all().forEach(accumulator -> wanted.add(accumulator.sum()));
      if (whole) {
        addResults(wanted);
      }
      Result result = executor.meter().run(runner);
      close();
      last = result;
      fetches = wanted;
    }
  }

  private void addResults(Fetches wanted) {
    for (PlannedTensor tensor : plan.plan().results()) {
      TensorRef values = tensor.result(request.method().quantity());
      wanted.add(values);
      Optional.ofNullable(plan.plan().positions().get(values)).ifPresent(wanted::add);
    }
  }

  /** What the run before gave, or zeros that this makes and frees. */
  private final class Befores implements AutoCloseable {
    private final List<Tensor> made = new ArrayList<>();

    void feed(Session.Runner runner) {
      for (RunState.Carry carry : planned.handedOn()) {
        if (plan.holds(carry.before())) {
          runner.feed(plan.output(carry.before()), before(carry));
        }
      }
    }

    private Tensor before(RunState.Carry carry) {
      if (last != null) {
        return Objects.requireNonNull(fetches).of(carry.after(), last);
      }
      boolean wide = plan.output(carry.before()).dataType() == DataType.DT_DOUBLE;
      Tensor zero =
          FloatingPointValues.tensor(
              wide ? DataType.DT_DOUBLE : DataType.DT_FLOAT, Shape.scalar(), new double[1]);
      made.add(zero);
      return zero;
    }

    @Override
    public void close() {
      made.forEach(Tensor::close);
    }
  }

  /** By example, the sum of a result's elements for one of the targets that were fed. */
  double[] sum(Accumulator accumulator, int target) {
    Tensor tensor =
        Objects.requireNonNull(fetches).of(accumulator.sum(), Objects.requireNonNull(last));
    double[] sums = FloatingPointValues.of(tensor);
    if (tensor.shape().numDimensions() < 2) {
      return sums;
    }
    int width = Math.toIntExact(tensor.shape().get(1));
    return Arrays.copyOfRange(sums, target * width, (target + 1) * width);
  }

  /** The results, valid until more is added. */
  Evaluation evaluation(Convergences convergences) {
    PlanEvaluation whole =
        new PlanEvaluation(
            request,
            plan.plan(),
            kind,
            Objects.requireNonNull(fetches),
            Objects.requireNonNull(last));
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
        return convergences.of(layer, target);
      }

      @Override
      public RuleCoverage coverage() {
        return whole.coverage();
      }
    };
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
      last = null;
    }
  }
}
