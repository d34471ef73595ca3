package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Occlusion;
import io.attributable.Permutation;
import io.attributable.Rise;
import io.attributable.Target;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.PlannedPerturbation;
import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.cost.CostEstimate;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.execution.Fetches;
import io.attributable.tensorflow.internal.execution.PlanExecutor;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.points.BaselineTensors;
import io.attributable.tensorflow.internal.points.TargetValues;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import io.attributable.tensorflow.internal.tensor.HeapArrays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/**
 * Answers a request by a plan that evaluates the model at perturbed values, as many at once as
 * there may be rows in a run, if these are proved not to influence one another. Calls may end
 * between runs. Not thread-safe.
 */
public final class PerturbationRun implements AutoCloseable {
  private final PreparedRequest request;
  private final PlanExecutor executor;
  private final RunnablePlan plan;
  private final PlannedPerturbation planned;
  private final Part part;
  private final boolean together;
  private final BaselineTensors baselines;
  private final List<PerturbedTensor> tensors;
  private final Perturbations perturbations;
  private @Nullable Shape first;

  /** Runs a part of the request, and sets back what that changed of the model's state. */
  @FunctionalInterface
  public interface Part {
    /** Does it. */
    <T> T run(Supplier<T> action);
  }

  /**
   * Takes the baselines of a request, its masks and its windows.
   *
   * @param part what each run is
   * @param proved whether it is proved that rows do not influence one another: a look at some would
   *     not do, as a single perturbation may be the one that changes what others share
   * @throws io.attributable.AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  public PerturbationRun(
      PreparedRequest request, PlanExecutor executor, Part part, boolean proved) {
    this.request = request;
    this.executor = executor;
    this.plan = executor.plan();
    this.planned = plan.plan().perturbation().orElseThrow();
    this.part = part;
    this.together = planned.open() && proved;
    this.baselines =
        BaselineTensors.of(
            request,
            plan,
            new BaselineTensors.Placeholders(
                planned.feeds().baselines(),
                planned.feeds().given(),
                !planned.feeds().baselines().isEmpty()));
    try {
      this.tensors = new PerturbedTensors(request, executor).find();
      this.perturbations = perturbations();
    } catch (RuntimeException | Error e) {
      baselines.close();
      throw e;
    }
  }

  private Perturbations perturbations() {
    int examples = Math.toIntExact(baselines.examples());
    AttributionMethod method = request.request().method();
    PerturbationFeeds feeds = planned.feeds();
    if (method instanceof Occlusion occlusion) {
      return new WindowPerturbations(occlusion, feeds, tensors);
    }
    if (method instanceof Rise rise) {
      return new GridPerturbations(rise, feeds, tensors);
    }
    if (method instanceof Permutation shuffled) {
      return new ShuffledFeatures(
          shuffled,
          feeds,
          examples,
          FeaturePerturbations.single(
              request.request(), shuffled.mask(), feeds, tensors, examples));
    }
    return FeaturePerturbations.of(request.request(), feeds, tensors, examples);
  }

  /**
   * The results by target.
   *
   * @param rows the most rows of a run
   * @throws io.attributable.AttributionException about the target
   */
  public List<Attributions> run(TargetList asked, long rows) {
    AttributedTensor at = output(Perturbations.NOTHING);
    TargetValues first = new TargetValues(at, examples());
    executor.check(asked, first.shape());
    TargetList targets =
        asked.targets().get(0) instanceof Target.Predicted
            ? TargetList.one(first.predicted(0))
            : asked;
    double[][][] scores = scores(targets, first, together ? perRun(rows) : 1);
    List<Attributions> results = new ArrayList<>();
    for (double[][] ofTarget : scores) {
      PerturbedEvaluation evaluation =
          new PerturbedEvaluation(request, tensors, perturbations.values(ofTarget), ofTarget);
      results.addAll(ResultAssembler.assemble(request, evaluation, 1));
    }
    return ResultAssembler.withPrediction(request, results, named(at));
  }

  /**
   * What it will take, by a look at as many perturbations as go into a run.
   *
   * @param rows the most rows of a run
   */
  public CostEstimate estimate(long rows) {
    int count = perturbations.count();
    int most = Math.min(count, together ? perRun(rows) : 1);
    long nanos = 0;
    for (int run = 0; run < 2; run++) {
      // The first one prepares the graph.
      long start = System.nanoTime();
      double[] unused = first(output(range(count - most, count)));
      nanos = System.nanoTime() - start;
    }
    return new CostEstimate(count, Duration.ofNanos((long) (nanos * (count / (double) most))));
  }

  private double[] first(AttributedTensor output) {
    return new TargetValues(output, examples()).at(0, Target.none());
  }

  /** By target and example, the explained values at all perturbations. */
  private double[][][] scores(TargetList targets, TargetValues first, int most) {
    int count = perturbations.count();
    double[][][] scores = new double[targets.count()][Math.toIntExact(examples())][count];
    add(scores, targets, first, 0);
    for (int from = 1; from < count; from += most) {
      int to = (int) Math.min(count, (long) from + most);
      add(scores, targets, new TargetValues(output(range(from, to)), examples()), from);
      Call.progress(to, count);
    }
    return scores;
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static void add(double[][][] scores, TargetList targets, TargetValues values, int from) {
    for (int target = 0; target < scores.length; target++) {
      for (int point = 0; point < values.points(); point++) {
        double[] found = values.at(point, targets.targets().get(target));
        for (int example = 0; example < found.length; example++) {
          scores[target][example][from + point] = found[example];
        }
      }
    }
  }

  private long examples() {
    return baselines.examples();
  }

  private int perRun(long rows) {
    return (int) Math.max(1, Math.min(rows / Math.max(1, examples()), Integer.MAX_VALUE - 8));
  }

  private AttributedTensor output(int... which) {
    Map<TensorRef, Tensor> fed = perturbations.tensors(which);
    try {
      return part.run(() -> requireRows(output(which.length, fed), which.length));
    } finally {
      fed.values().forEach(Tensor::close);
    }
  }

  /** A model may drop rows, or have other numbers of columns: then nobody knows whose they are. */
  private AttributedTensor requireRows(AttributedTensor output, int count) {
    Shape shape = output.values().shape();
    Shape row = shape.numDimensions() == 0 ? shape : shape.tail();
    Shape known = row(row);
    if (shape.numDimensions() > 0 && shape.get(0) == count * examples() && row.equals(known)) {
      return output;
    }
    throw new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE,
        request.request().method().name(),
        "output \"%s\" of shape %s for %d perturbed examples"
            .formatted(outputName(), Types.text(shape), count * examples()),
        "an output has a row for each of them, and rows of one shape, here " + Types.text(known),
        "Explain an output that has.");
  }

  /** The shape of the first row that there was. */
  private Shape row(Shape now) {
    Shape known = first;
    if (known == null) {
      known = now;
      first = now;
    }
    return known;
  }

  private AttributedTensor output(int count, Map<TensorRef, Tensor> fed) {
    Session.Runner runner = plan.runner();
    executor.feeds().feedInputs(runner);
    baselines.feed(runner);
    fed.forEach((tensor, value) -> feed(runner, tensor, value));
    try (TInt64 points = TInt64.scalarOf(count)) {
      feed(runner, planned.feeds().count(), points);
      Fetches wanted = new Fetches(plan, runner);
      wanted.add(planned.output());
      try (Result result = plan.run(runner, executor.meter())) {
        Tensor output = wanted.of(planned.output(), result);
        return new AttributedTensor(
            planned.output().toString(), FloatingPointValues.type(output), HeapArrays.copy(output));
      }
    }
  }

  private void feed(Session.Runner runner, TensorRef tensor, Tensor value) {
    if (plan.holds(tensor)) {
      runner.feed(plan.output(tensor), value);
    }
  }

  /** The output as results call it. */
  private AttributedTensor named(AttributedTensor at) {
    return new AttributedTensor(outputName(), at.elementType(), at.values());
  }

  private String outputName() {
    OutputTensor output = request.output().orElseThrow();
    String node = request.signature().graph().node(output.tensor().node()).scopedName();
    return node + ":" + output.tensor().index();
  }

  @Override
  public void close() {
    baselines.close();
  }
}
