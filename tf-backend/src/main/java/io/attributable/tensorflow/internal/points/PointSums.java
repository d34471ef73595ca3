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
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
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
  private final PointNoise noise;
  private @Nullable Result last;
  private @Nullable Fetches fetches;
  private @Nullable Result lastOfSample;
  private @Nullable Fetches fetchesOfSample;

  PointSums(
      PreparedRequest request,
      PlanExecutor executor,
      PlannedPoints planned,
      BaselineTensors baselines,
      PointNoise noise,
      TargetKind kind) {
    this.noise = noise;
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
      closeLast();
    }
    for (int from = 0; from < points.size(); from += most) {
      int to = Math.min(points.size(), from + most);
      run(points.part(from, to));
    }
  }

  /** Begins with the points of another sample: sums begin anew, what is made of samples goes on. */
  void nextSample() {
    if (last != null) {
      closeSample();
      lastOfSample = last;
      fetchesOfSample = fetches;
      last = null;
    }
  }

  /**
   * Fetches the results after each run, not just the last one: TensorFlow prepares a graph anew for
   * each set of fetches, with all its constants.
   */
  private void run(PointSet points) {
    Session.Runner runner = plan.runner();
    executor.feeds().feedAll(runner);
    baselines.feed(runner);
    try (PointTensors fed = new PointTensors(plan, planned, points, noise, baselines.examples());
        Befores befores = new Befores()) {
      fed.feed(runner);
      befores.feed(runner);
      Fetches wanted = new Fetches(plan, runner);
      planned.handedOn().forEach(carry -> wanted.add(carry.after()));
      planned.all().forEach(accumulator -> wanted.add(accumulator.sum()));
      addResults(wanted);
      planned.ends().ifPresent(ends -> ends.both().forEach(wanted::add));
      Result result = executor.meter().run(runner);
      closeLast();
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
      planned.ofSample().forEach(carry -> feed(runner, carry, last, fetches));
      planned
          .samples()
          .forEach(
              carry ->
                  feed(
                      runner,
                      carry,
                      planned.pointsAreSamples() ? last : lastOfSample,
                      planned.pointsAreSamples() ? fetches : fetchesOfSample));
    }

    private void feed(
        Session.Runner runner,
        RunState.Carry carry,
        @Nullable Result from,
        @Nullable Fetches where) {
      if (plan.holds(carry.before())) {
        runner.feed(plan.output(carry.before()), before(carry, from, where));
      }
    }

    private Tensor before(RunState.Carry carry, @Nullable Result from, @Nullable Fetches where) {
      if (from != null) {
        return Objects.requireNonNull(where).of(carry.after(), from);
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

  /** A tensor of the last run, copied. */
  AttributedTensor fetched(TensorRef tensor) {
    return new ResultArrays()
        .copy(
            tensor.toString(),
            Objects.requireNonNull(fetches).of(tensor, Objects.requireNonNull(last)));
  }

  /**
   * The results, valid until more is added.
   *
   * @param convergences by layer and target
   */
  Evaluation evaluation(BiFunction<Integer, Integer, Optional<Convergence>> convergences) {
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
        return convergences.apply(layer, target);
      }

      @Override
      public RuleCoverage coverage() {
        return whole.coverage();
      }
    };
  }

  private void closeLast() {
    if (last != null) {
      last.close();
      last = null;
    }
  }

  private void closeSample() {
    if (lastOfSample != null) {
      lastOfSample.close();
      lastOfSample = null;
    }
  }

  @Override
  public void close() {
    closeLast();
    closeSample();
  }
}
