package io.attributable.tensorflow.internal.points;

import io.attributable.AttributedTensor;
import io.attributable.Attributions;
import io.attributable.PathMethod;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * Answers a request by a plan that evaluates the model at points: outputs at both ends first, then
 * gradients at the points, as many at once as there may be rows in a run. What runs add up to stays
 * in native memory. Not thread-safe.
 */
public final class PointRun implements AutoCloseable {
  /** More points than any method has. */
  private static final int MOST_POINTS = 1 << 20;

  private final PointContext context;
  private final PreparedRequest request;
  private final PlanExecutor executor;
  private final RunnablePlan plan;
  private static final double NEAR = 0.3125;
  private static final double FAR = 0.8125;

  private final PlannedPoints planned;
  private final BaselineTensors baselines;
  private final PointOutputs outputs;
  private final PointIndependence independence;
  private final Optional<Smoothing> smoothing;

  /**
   * Takes the baselines of a request, and its noise.
   *
   * @param independence what is known of the plan's rows
   * @param parts of the points that may be evaluated at the same time
   * @throws io.attributable.AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE,
   *     NOISE_INVALID
   */
  public PointRun(
      PreparedRequest request,
      PlanExecutor executor,
      PointIndependence independence,
      PointParts parts) {
    this.request = request;
    this.executor = executor;
    this.plan = executor.plan();
    this.planned = plan.plan().points().orElseThrow();
    this.smoothing = request.request().smoothing();
    PointNoise noise =
        PointNoise.of(request.request().method(), smoothing, planned.feeds().noise());
    this.baselines = BaselineTensors.of(request, plan, planned);
    this.context = new PointContext(request, executor, planned, baselines, noise, parts);
    this.outputs = new PointOutputs(context, observed());
    this.independence = independence;
  }

  /** How many examples there are. */
  public long examples() {
    return baselines.examples();
  }

  /**
   * The results by target.
   *
   * @param rows the most rows of a run for one target
   * @throws io.attributable.AttributionException about the target and the weights
   */
  public List<Attributions> run(TargetList asked, long rows) {
    PointSet points = PointSet.of(request.request().method(), smoothing, planned, baselines.rows());
    if (demand().single()) {
      return new SinglePoint(context, outputs).run(asked, rows);
    }
    AttributedTensor at = at(PointSet.at(1));
    TargetValues values = new TargetValues(at, examples());
    TargetList targets = found(asked, values);
    executor.check(targets, values.shape());
    boolean together = points.size() == 1 || together();
    OutputEnds ends = ends(points, targets, values, together ? perRun(rows, 1) : 1);
    List<Attributions> results = new ArrayList<>();
    int step = (int) Math.max(1, Math.min(targets.count(), rows / Math.max(1, examples())));
    for (int from = 0; from < targets.count(); from += step) {
      int to = Math.min(targets.count(), from + step);
      int most = together ? perRun(rows, to - from) : 1;
      results.addAll(evaluate(points, targets, from, to, most, ends));
    }
    return ResultAssembler.withPrediction(request, results, at);
  }

  /** How many points go into a run. */
  private int perRun(long rows, int targets) {
    long points = rows / Math.max(1, examples() * targets);
    return (int) Math.max(1, Math.min(points, MOST_POINTS));
  }

  private List<Attributions> evaluate(
      PointSet points, TargetList targets, int from, int to, int most, OutputEnds ends) {
    executor.feeds().setTargets(targets, from, to);
    ConvergenceMeans means = new ConvergenceMeans();
    try (PointSums sums = new PointSums(context, targets.kind())) {
      if (smoothing.isEmpty() || planned.pointsAreSamples()) {
        means.add(converge(sums, points, most, ends, from, to), layers(), to - from);
      } else {
        for (int sample = 0; sample < smoothing.get().samples(); sample++) {
          sums.nextSample();
          OutputEnds ofSample = atSample(ends, targets, sample);
          PointSet noisy = points.ofSample(sample);
          means.add(converge(sums, noisy, most, ofSample, from, to), layers(), to - from);
        }
      }
      boolean addUp = smoothing.map(Smoothing::isMean).orElse(true);
      return ResultAssembler.assemble(
          request,
          sums.evaluation((layer, target) -> addUp ? means.of(layer, target) : Optional.empty()),
          to - from);
    }
  }

  /** Adds points, as many as the request wants, or as it takes. */
  private Convergences converge(
      PointSums sums, PointSet points, int most, OutputEnds ends, int from, int to) {
    Optional<PathRefinement> refinement = refinement();
    PointSet next = points;
    int steps = steps();
    while (true) {
      sums.add(next, most);
      Convergences convergences = new Convergences(request, planned, sums, ends, from, steps);
      if (refinement.isEmpty() || !refinement.get().wants(convergences, to - from, steps)) {
        return convergences;
      }
      PathRefinement.Step finer = refinement.get().next(steps);
      next = points.samples().map(all -> finer.points().ofSample(all[0])).orElse(finer.points());
      steps = finer.steps();
    }
  }

  private int layers() {
    return request.layers().tensors().size();
  }

  private Optional<List<Double>> weights() {
    return request.request().gradientWeights();
  }

  private OutputEnds atSample(OutputEnds ends, TargetList targets, long sample) {
    return ends.isNone()
        ? ends
        : ends.withAt(
            targets, new TargetValues(at(PointSet.at(1).ofSample(sample)), examples()), weights());
  }

  private Optional<PathRefinement> refinement() {
    return request.request().method() instanceof PathMethod path && path.tolerance() > 0
        ? Optional.of(new PathRefinement(path))
        : Optional.empty();
  }

  private int steps() {
    return request.request().method() instanceof PathMethod path ? path.steps() : 0;
  }

  /** The explained output at the inputs, with whatever noise there is. */
  private AttributedTensor at(PointSet input) {
    TensorRef output = planned.ends().map(PlannedPoints.Ends::input).orElse(planned.output());
    return outputs.at(input, output);
  }

  private TargetList found(TargetList asked, TargetValues values) {
    return asked.targets().size() == 1 && asked.targets().get(0) instanceof Target.Predicted
        ? TargetList.one(values.predicted(0))
        : asked;
  }

  private boolean together() {
    return planned.open() && (context.parts().independent() || seemIndependent());
  }

  private boolean seemIndependent() {
    return switch (moving()) {
      case NOTHING -> independence.of(shapes(), this::baselines);
      case NOISE -> independence.of(shapes(), this::ofSamples);
      case INPUTS, EXPLAINED -> independence.of(shapes(), this::ofPath);
    };
  }

  private PointDemand demand() {
    return request.method().plan().points().orElseThrow();
  }

  private PointDemand.Moving moving() {
    return demand().moving();
  }

  /** What is looked at before attributions are computed. */
  private Set<TensorRef> observed() {
    Set<TensorRef> observed = new LinkedHashSet<>();
    planned
        .ends()
        .ifPresentOrElse(
            ends -> observed.addAll(ends.both()), () -> observed.add(planned.output()));
    if (planned.open() && moving() != PointDemand.Moving.NOTHING) {
      observed.addAll(looked());
    }
    return observed;
  }

  /** All points are the inputs; rows of the pass at the baselines tell the same. */
  private List<AttributedTensor> baselines(long... rows) {
    return outputs.at(PointSet.ofRows(rows), List.of(planned.ends().orElseThrow().baseline()));
  }

  /**
   * The output and what is explained, at two points of the path. Not at its ends: a baseline of
   * zeros is zero by whatever scale, and the input may be the largest of all.
   */
  private List<AttributedTensor> ofPath(long... points) {
    double[] alphas = LongStream.of(points).mapToDouble(point -> point == 0 ? FAR : NEAR).toArray();
    return looked(PointSet.at(alphas));
  }

  /** The same with two samples of noise. */
  private List<AttributedTensor> ofSamples(long... samples) {
    return looked(PointSet.ofSamples(samples));
  }

  private List<AttributedTensor> looked(PointSet points) {
    return outputs.at(points, List.copyOf(looked()));
  }

  /** The explained output, and what is explained. */
  private Set<TensorRef> looked() {
    Set<TensorRef> looked = new LinkedHashSet<>(Set.of(planned.output()));
    for (TensorInfo tensor : request.spec(request.kind()).tensors()) {
      if (plan.holds(tensor.tensor())) {
        looked.add(tensor.tensor());
      }
    }
    return looked;
  }

  private Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    request.request().inputs().forEach((name, array) -> shapes.put(name, array.shape()));
    return shapes;
  }

  private OutputEnds ends(PointSet points, TargetList targets, TargetValues at, int most) {
    boolean told = smoothing.map(Smoothing::isMean).orElse(true);
    if (!request.method().plan().isComplete() || (!told && refinement().isEmpty())) {
      return OutputEnds.none();
    }
    TensorRef output = planned.ends().map(PlannedPoints.Ends::baseline).orElse(planned.output());
    if (points.rows().isEmpty()) {
      TargetValues base = new TargetValues(outputs.at(PointSet.at(0), output), examples());
      return OutputEnds.of(targets, at, base, weights());
    }
    List<TargetValues> drawn = values(points.atBaselines(), output, most);
    List<TargetValues> inputs =
        points.samples().isPresent() ? values(points.atInputs(), output, most) : List.of(at);
    return OutputEnds.of(targets, inputs, drawn, weights());
  }

  private List<TargetValues> values(PointSet points, TensorRef output, int most) {
    List<TargetValues> values = new ArrayList<>();
    int step = Math.min(most, points.size());
    for (int i = 0; i < points.size(); i += step) {
      PointSet part = points.part(i, Math.min(points.size(), i + step));
      values.add(new TargetValues(outputs.at(part, output), examples()));
    }
    return values;
  }

  @Override
  public void close() {
    baselines.close();
  }
}
