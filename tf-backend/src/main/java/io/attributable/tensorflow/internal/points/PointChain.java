package io.attributable.tensorflow.internal.points;

import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.plan.PlannedTensor;
import io.attributable.graph.points.RunState;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Runs at points, each of which is fed what those before it gave. Not thread-safe. */
final class PointChain implements AutoCloseable {
  private final PointContext context;
  private final RunnablePlan plan;
  private final PlannedPoints planned;
  private @Nullable HandedOn last;
  private @Nullable HandedOn lastOfSample;

  PointChain(PointContext context) {
    this.context = context;
    this.plan = context.plan();
    this.planned = context.planned();
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
      last = null;
    }
  }

  /** What was handed on by the last run; none before the first. */
  Optional<HandedOn> last() {
    return Optional.ofNullable(last);
  }

  /** Goes on from what other runs gave; takes its tensors over. */
  void goOnFrom(HandedOn before) {
    closeLast();
    last = before;
  }

  /**
   * Fetches the results after each run, not just the last one: TensorFlow prepares a graph anew for
   * each set of fetches, with all its constants.
   */
  private void run(PointSet points) {
    Session.Runner runner = plan.runner();
    context.executor().feeds().feedAll(runner);
    try (PointTensors fed = context.tensors(points);
        PointContext.AtBaselines made = context.atBaselines(fed);
        Befores befores = new Befores()) {
      context.feed(runner, fed, made);
      befores.feed(runner);
      Fetches wanted = new Fetches(plan, runner);
      planned.handedOn().forEach(carry -> wanted.add(carry.after()));
      planned.all().forEach(accumulator -> wanted.add(accumulator.sum()));
      addResults(wanted);
      addEnds(wanted);
      HandedOn given = new HandedOn.OfRun(wanted, plan.run(runner, context.executor().meter()));
      closeLast();
      last = given;
    }
  }

  /** Of methods with a single point, which has the outputs at both ends from the same run. */
  private void addEnds(Fetches wanted) {
    if (context.request().method().plan().points().orElseThrow().single()) {
      planned.ends().ifPresent(ends -> ends.both().forEach(wanted::add));
    }
  }

  private void addResults(Fetches wanted) {
    for (PlannedTensor tensor : plan.plan().results()) {
      TensorRef values = tensor.result(context.request().method().quantity());
      wanted.add(values);
      Optional.ofNullable(plan.plan().positions().get(values)).ifPresent(wanted::add);
    }
  }

  /** What the run before gave, or zeros that this makes and frees. */
  private final class Befores implements AutoCloseable {
    private final List<Tensor> made = new ArrayList<>();

    void feed(Session.Runner runner) {
      planned.ofSample().forEach(carry -> feed(runner, carry, last));
      HandedOn ofSamples = planned.pointsAreSamples() ? last : lastOfSample;
      planned.samples().forEach(carry -> feed(runner, carry, ofSamples));
    }

    private void feed(Session.Runner runner, RunState.Carry carry, @Nullable HandedOn from) {
      if (plan.holds(carry.before())) {
        runner.feed(
            plan.output(carry.before()), from != null ? from.of(carry.after()) : zero(carry));
      }
    }

    private Tensor zero(RunState.Carry carry) {
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
